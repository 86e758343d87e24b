import { awsSuffixes } from "./serviceNames";

// The domains of services that are not API Gateway. serviceNames.ts recognizes API Gateway's own names in AWS's domains
// first. cloudfront.net is missing: the DNS target of an edge-optimized API is in it.
const domains: ReadonlySet<string> = new Set([
  // AWS: https://docs.aws.amazon.com/general/latest/gr/aws-service-information.html
  ...awsSuffixes,
  ...["amazonwebservices.com.cn", "amazonwebservices.eu"],
  ...["elasticbeanstalk.com", "awsapprunner.com", "amplifyapp.com", "amazonlightsail.com", "awsglobalaccelerator.com"],
  ...["amazoncognito.com"],
  // Microsoft Azure
  ...["azurewebsites.net", "azurefd.net", "azureedge.net", "azurestaticapps.net", "azurecontainerapps.io"],
  ...["core.windows.net", "cloudapp.azure.com", "cloudapp.net", "trafficmanager.net", "azure-api.net"],
  // Google Cloud
  ...["run.app", "appspot.com", "cloudfunctions.net", "googleapis.com", "web.app", "firebaseapp.com", "gateway.dev"],
  // Content delivery networks
  ...["cdn.cloudflare.net", "workers.dev", "pages.dev", "r2.dev", "cloudflarestorage.com", "cfargotunnel.com"],
  ...["fastly.net", "fastlylb.net", "edgecompute.app", "akamaized.net", "akamai.net", "akamaiedge.net", "akamaihd.net"],
  ...["edgekey.net", "edgesuite.net", "b-cdn.net", "cdn77.org", "imgix.net", "cloudinary.com"],
  // Hosting
  ...["vercel.app", "vercel-dns.com", "now.sh", "netlify.app", "netlify.com", "github.io", "gitlab.io", "surge.sh"],
  ...["herokuapp.com", "herokudns.com", "fly.dev", "onrender.com", "up.railway.app", "deno.dev", "supabase.co"],
  ...["ondigitalocean.app", "digitaloceanspaces.com", "linodeobjects.com", "backblazeb2.com", "wasabisys.com"],
  ...["oraclecloud.com", "aliyuncs.com", "myqcloud.com", "scw.cloud", "wpengine.com", "wpenginepowered.com"],
  ...["kinsta.app", "kinsta.cloud", "pantheonsite.io", "platformsh.site", "myshopify.com", "webflow.io", "ghost.io"],
  ...["readthedocs.io", "ngrok.io", "ngrok.app", "ngrok-free.app"],
]);

/** Whether a lower-case name is in a domain of a service other than API Gateway. */
export function isInOtherDomain(name: string): boolean {
  const labels = name.split(".");
  // The domains have two to four labels, and a service's name is below its domain.
  return [2, 3, 4].some((count) => labels.length > count && domains.has(labels.slice(-count).join(".")));
}
