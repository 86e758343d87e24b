// The package as a Pulumi plugin: `pulumi package add ./node_modules/pulumi-multi-origin/plugin`. It has its own folder,
// because Pulumi's runner adds each component that the folder's module exports to the plugin.
const process = require("node:process");
const { serve } = require("../dist/multiOriginSite/provider");

serve(process.argv.slice(2));
