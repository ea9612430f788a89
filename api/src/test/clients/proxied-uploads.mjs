// Uploads from a page: proxied-uploads.mjs <base>
// Prints one JSON object: what each client could read again of a small file and of one in parts.
import { createHash } from "node:crypto";
import { falClient, fromPage, modelrunnerClient, refused } from "./proxied.mjs";
import { told } from "./told.mjs";

const [base] = process.argv.slice(2);
const MIB = 1024 * 1024;
const small = new File([Buffer.alloc(70_000, "small ")], "small.bin", { type: "application/octet-stream" });
const large = new File([Buffer.alloc(91 * MIB, "a large file ")], "large.bin", { type: "application/octet-stream" });
const digest = async (blob) => createHash("sha256").update(Buffer.from(await blob.arrayBuffer())).digest("hex");

async function readAgain(face, visitor, fileUrl) {
  const link = await fromPage(visitor)(`${base}/api/${face}/proxy`, { headers: { [`x-${face}-target-url`]: fileUrl } });
  const { url } = await link.json();
  return digest(await (await fetch(url)).blob());
}

async function uploaded(face, visitor, client, file) {
  const fileUrl = await client.upload(file);
  return { fileUrl, digest: await readAgain(face, visitor, fileUrl) };
}

const fal = falClient(base, "192.0.2.21").storage;
const modelrunner = modelrunnerClient(base, "192.0.2.22");
console.log(
  JSON.stringify({
    small: await digest(small),
    large: await digest(large),
    refused,
    fal: {
      small: await told(uploaded("fal", "192.0.2.21", fal, small)),
      large: await told(uploaded("fal", "192.0.2.21", fal, large)),
    },
    modelrunner: {
      small: await told(uploaded("modelrunner", "192.0.2.22", modelrunner, small)),
      large: await told(uploaded("modelrunner", "192.0.2.22", modelrunner, large)),
    },
  }),
);
