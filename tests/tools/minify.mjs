// The scripts of search, as the theme publishes them: those of src/search/script/, with short names.
// Without --write, says whether what the theme has is made of the sources as they are.
// usage: node minify.mjs <root of gongkai> [--write]
import { minify } from "terser";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

const [root, write] = process.argv.slice(2);
const made = { search: "search", page: "search-page", more: "search-more", "page-more": "search-page-more" };
for (const [source, name] of Object.entries(made)) {
  const target = join(root, `themes/default/static/${name}.js`);
  const { code } = await minify(readFileSync(join(root, `src/search/script/${source}.js`), "utf8"), {
    ecma: 2018,
    compress: { ecma: 2018, passes: 3, unsafe_arrows: true },
    mangle: true,
  });
  const text = `/* Made of src/search/script/${source}.js. */\n${code}\n`;
  if (write === "--write") writeFileSync(target, text);
  else if (readFileSync(target, "utf8") !== text) {
    console.log(`themes/default/static/${name}.js is not made of src/search/script/${source}.js: node tests/tools/minify.mjs . --write`);
    process.exitCode = 1;
  }
}
