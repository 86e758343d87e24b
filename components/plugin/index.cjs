// The package as a Pulumi plugin: `pulumi package add ./node_modules/pulumi-multi-origin/plugin`. In a folder of its own,
// since Pulumi's runner takes each component that the folder's module exports for one of the plugin's.
const process = require("node:process");
const { serve } = require("../dist/multiOriginSite/provider");

serve(process.argv.slice(2));
