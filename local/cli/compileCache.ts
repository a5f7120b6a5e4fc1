import { enableCompileCache } from "node:module";
import { join } from "node:path";

// A command begins in half the time when its types need not be stripped anew. A folder that cannot be written
// is no error.
enableCompileCache(join(import.meta.dirname, "../../node_modules/.cache/compile"));
