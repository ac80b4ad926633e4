// Reads workflow files as GitHub's own parser does, expressions included: `node workflows.mjs FILE…`
// Forgejo and Gitea take the same language.
import {readFileSync} from "node:fs";
import {register} from "node:module";

// The parser is made for bundlers: it imports JSON without saying that it is some.
const hook = `import {readFile} from "node:fs/promises";
export async function load(url, context, next) {
  if (!url.endsWith(".json")) return next(url, context);
  return {format: "module", source: "export default " + (await readFile(new URL(url), "utf8")), shortCircuit: true};
}`;
register(`data:text/javascript,${encodeURIComponent(hook)}`);
const {NoOperationTraceWriter, convertWorkflowTemplate, parseWorkflow} = await import("@actions/workflow-parser");

let faults = 0;
for (const file of process.argv.slice(2)) {
  const parsed = parseWorkflow({name: file, content: readFileSync(file, "utf8")}, new NoOperationTraceWriter());
  const found = parsed.context.errors.getErrors().map((error) => error.message);
  if (parsed.value) {
    const template = await convertWorkflowTemplate(parsed.context, parsed.value);
    found.push(...(template.errors ?? []).map((error) => error.Message));
    if (!template.jobs?.length) found.push(`${file}: no job`);
  }
  for (const fault of new Set(found)) console.log(fault);
  faults += found.length;
}
process.exit(faults ? 1 : 0);
