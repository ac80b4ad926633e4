"""Checks the downloads of statistics with libraries that are not ours: CSV, JSON, XLSX, CSV on the Web, and the
SQLite and Parquet files of a bundle. All of them hold the same values; what is spoiled is found.

usage: downloads.py <folder of a site built with --bundle>...
"""
import csv
import datetime
import decimal
import json
import pathlib
import re
import shutil
import sqlite3
import sys
import tempfile

import openpyxl
import pyarrow.parquet
from csvw import CSVW

faults = []
counts = {"datasets": 0, "tables": 0, "cells": 0, "spoiled files found": 0}


def read_csv(path):
    """The head and the rows of a CSV file."""
    with path.open(encoding="utf-8-sig", newline="") as file:
        head, *rows = csv.reader(file)
    return head, rows


def plain(cell):
    """A text without the apostrophe that keeps spreadsheets from running it."""
    return cell[1:] if re.match(r"'\s*[=+\-@＝＋－＠]", cell) else cell


# CSV on the Web: https://www.w3.org/TR/tabular-metadata/

def invalid(metadata):
    """What the validator says against a description and its tables."""
    try:
        read = CSVW(str(metadata), validate=True)
        return None if read.is_valid else "; ".join(str(warning.message) for warning in read.warnings)
    except ValueError as error:
        return str(error)


def by_name(folder, into):
    """Copies a dataset, with the names of the description as heads: the validator knows columns by them alone."""
    shutil.copytree(folder, into)
    for table in json.loads((into / "csv-metadata.json").read_text("utf-8"))["tables"]:
        head, rows = read_csv(into / table["url"])
        columns = table["tableSchema"]["columns"]
        if head != [column["titles"]["und"] for column in columns]:
            faults.append(f"{folder}: the columns of {table['url']} are described as others: {head}")
        with (into / table["url"]).open("w", encoding="utf-8-sig", newline="") as file:
            csv.writer(file).writerows([[column["name"] for column in columns], *rows])


def check_csvw(folder):
    with tempfile.TemporaryDirectory() as temporary:
        copy = pathlib.Path(temporary) / "copy"
        by_name(folder, copy)
        says = invalid(copy / "csv-metadata.json")
        if says:
            faults.append(f"{folder}/csv-metadata.json: {says}")
        # A word in a column of numbers, and a key that is there twice, are found.
        for table in json.loads((copy / "csv-metadata.json").read_text("utf-8"))["tables"]:
            spoil(copy, table)


def spoil(folder, table):
    path, schema = folder / table["url"], table["tableSchema"]
    before = path.read_bytes()
    head, rows = read_csv(path)
    kinds = [column["datatype"]["base"] if isinstance(column["datatype"], dict) else column["datatype"] for column in schema["columns"]]
    spoiled = [("a word", at, "many") for at, kind in enumerate(kinds) if kind in ("integer", "decimal")][:1]
    if "primaryKey" in schema and len(rows) > 1:
        spoiled.append(("a key", None, None))
    for what, at, word in spoiled:
        worse = [list(row) for row in rows]
        if at is None:
            worse[1] = list(worse[0])
        else:
            worse[0][at] = word
        with path.open("w", encoding="utf-8-sig", newline="") as file:
            csv.writer(file).writerows([head, *worse])
        if invalid(folder / "csv-metadata.json") is None:
            faults.append(f"{folder.name}: the validator of CSVW does not see {what} that is wrong in {table['url']}")
        else:
            counts["spoiled files found"] += 1
    path.write_bytes(before)


# Values

def expected(cell, field, missing):
    """What a cell of the CSV file is as JSON has it, numbers as decimals."""
    if cell in missing:
        return None
    match field["type"]:
        case "integer" | "number" | "year":
            return decimal.Decimal(cell)
        case "boolean":
            return cell == "true"
        case _:
            return plain(cell)


def as_stored(value, field):
    """A value of a database or a Parquet file, as JSON has it."""
    if value is None:
        return None
    match field["type"]:
        case "integer" | "number" | "year":
            return float(value)
        case "boolean":
            return bool(value)
        case "date":
            return value.isoformat() if isinstance(value, datetime.date) else value
        case _:
            return value


def near(value):
    return float(value) if isinstance(value, decimal.Decimal) else value


def in_sheet(cell, raw):
    """A cell of a workbook, as JSON has it."""
    if cell.data_type == "f":
        faults.append(f"a formula: {raw}")
    value = cell.value
    if isinstance(value, datetime.datetime):
        return value.date().isoformat()
    if isinstance(value, bool) or value is None:
        return value
    return float(value) if isinstance(value, (int, float)) else value


def shown(cell):
    """A number as its format shows it, without groups: spreadsheets show fifteen digits, and zeros behind them."""
    places = cell.number_format.partition(".")[2].count("0")
    return f"{decimal.Decimal(f'{cell.value:.15g}'):.{places}f}"


def check_table(site, folder, table, fields, missing, sheets, database):
    path = folder / table["url"]
    head, rows = read_csv(path)
    document = json.loads(path.with_suffix(".json").read_text("utf-8"), parse_float=decimal.Decimal, parse_int=decimal.Decimal)
    names = list(document["rows"][0]) if document["rows"] else [field["name"] for field in document["fields"]]
    stem = re.sub("[^a-z0-9]", "_", document["table"].rpartition(".")[0].lower())
    stored = f"statistics_{re.sub('[^a-z0-9]', '_', folder.name)}_{stem}"
    file = site / "data" / "parquet" / f"{stored}.parquet"
    parquet = pyarrow.parquet.read_table(file).to_pydict()
    columns = list(parquet.values())
    rows_stored = database.execute(f'SELECT * FROM "{stored}" ORDER BY rowid').fetchall()
    if not len(rows) == len(document["rows"]) == len(rows_stored) == len(columns[0]):
        faults.append(f"{path}: not as many rows everywhere")
        return
    sheet = [sheet for sheet in sheets if sheet.max_row == len(rows) + 1 and sheet.max_column == len(head)]
    sheet = list(sheet[0].iter_rows(min_row=2)) if sheet else faults.append(f"{path}: no sheet")
    why = {(int(one["row"]), one["field"]): one for one in document["without_value"]}
    for at, row in enumerate(rows):
        for place, (cell, field) in enumerate(zip(row, fields)):
            counts["cells"] += 1
            value = expected(cell, field, field.get("missingValues", missing))
            found = {
                "JSON": document["rows"][at][names[place]],
                "Parquet": as_stored(columns[place][at], field),
                "SQLite": as_stored(rows_stored[at][place], field),
            }
            if found["JSON"] != value or (isinstance(value, decimal.Decimal) and str(found["JSON"]) != str(value)):
                faults.append(f"{path}:{at + 2}: {field['name']} is {cell!r} in CSV, {found['JSON']!r} in JSON")
            if value is None and cell and why.get((at, names[place]), {}).get("mark") != cell:
                faults.append(f"{path}:{at + 2}: JSON does not say why {field['name']} has no value")
            for form in ("Parquet", "SQLite"):
                if found[form] != near(value):
                    faults.append(f"{path}:{at + 2}: {field['name']} is {cell!r} in CSV, {found[form]!r} in {form}")
            if sheet:
                own = in_sheet(sheet[at][place], cell)
                same = own == near(value) or (value is None and own == (cell or None)) or own == cell
                if not same:
                    faults.append(f"{path}:{at + 2}: {field['name']} is {cell!r} in CSV, {own!r} in XLSX")
                if isinstance(own, float) and decimal.Decimal(shown(sheet[at][place])) != value:
                    faults.append(f"{path}:{at + 2}: {field['name']} is {cell!r}, shown as {shown(sheet[at][place])}")
    counts["tables"] += 1


def check_dataset(site, folder, database):
    package = json.loads((folder / "datapackage.json").read_text("utf-8"))
    described = json.loads((folder / "csv-metadata.json").read_text("utf-8"))
    book = openpyxl.load_workbook(folder / f"{folder.name}.xlsx")
    notes, *sheets = book.worksheets
    said = [str(cell.value) for row in notes.iter_rows() for cell in row if cell.value is not None]
    for text in (package["title"], package["description"], package["homepage"]):
        if text not in said:
            faults.append(f"{folder}: the notes of the workbook do not say {text!r}")
    day = described["dc:modified"]["@value"]
    if book.properties.created.date().isoformat() != day or book.properties.modified.date().isoformat() != day:
        faults.append(f"{folder}: the workbook was made on {book.properties.created}, the data {day}")
    for sheet in sheets:
        if sheet.freeze_panes != "A2":
            faults.append(f"{folder}: the head of {sheet.title} does not stay")
    for table, resource in zip(described["tables"], package["resources"]):
        schema = resource["schema"]
        check_table(site, folder, table, schema["fields"], schema["missingValues"], sheets, database)
    check_csvw(folder)
    counts["datasets"] += 1


for site in map(pathlib.Path, sys.argv[1:]):
    database = sqlite3.connect(f"file:{site / 'data' / 'site.sqlite'}?mode=ro", uri=True)
    for metadata in sorted(site.glob("statistics/*/csv-metadata.json")):
        check_dataset(site, metadata.parent, database)
if not counts["spoiled files found"]:
    faults.append("no file was spoiled")
if faults:
    print("\n".join(faults[:60]))
    sys.exit(1)
print(", ".join(f"{number} {name}" for name, number in counts.items()) + ": fine")
