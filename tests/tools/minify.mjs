// The script that asks the index, as the theme publishes it: src/search/script/search.js, with short names.
// Without --write, says whether what the theme has is made of the source as it is.
// usage: node minify.mjs <root of gongkai> [--write]
import { minify } from "terser";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

const [root, write] = process.argv.slice(2);
const target = join(root, "themes/default/static/search.js");
const { code } = await minify(readFileSync(join(root, "src/search/script/search.js"), "utf8"), {
  ecma: 2018,
  compress: { ecma: 2018, passes: 3, unsafe_arrows: true },
  mangle: true,
});
if (write === "--write") writeFileSync(target, `${code}\n`);
else if (readFileSync(target, "utf8") !== `${code}\n`) {
  console.log("themes/default/static/search.js is not made of src/search/script/search.js: node tests/tools/minify.mjs . --write");
  process.exit(1);
}
