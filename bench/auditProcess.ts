import { readStateFile } from "../tools/stateFile";
import { verdictsOf } from "../tools/verdicts";

/** Audits a file in its own process, and prints how long it takes and how much memory the process needs. */
const since = performance.now();
const verdicts = verdictsOf(readStateFile(process.argv[2] ?? "-"));
const milliseconds = performance.now() - since;
const mebibytes = process.resourceUsage().maxRSS / 1024;
process.stdout.write(JSON.stringify({ milliseconds, mebibytes, verdicts: verdicts.length }));
