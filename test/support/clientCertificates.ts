import { Account } from "../../local-aws/aws/account";
import { createAuthority, createCertificate, KeyPair } from "../../local-aws/edge/certificates";
import { put } from "./account";

/** Puts the certificate of an authority into S3, as `s3://<id>`. */
function putTruststore(account: Account, id: string, { cert }: KeyPair): void {
  put(account, "aws:s3/bucketObjectv2:BucketObjectv2", {}, { id, files: { "": account.putBlob(Buffer.from(cert)) } });
}

/** Puts a client certificate of an authority into ACM, as if it were imported. */
export async function putClientCertificate(account: Account, id: string, authority: KeyPair): Promise<void> {
  const { cert, key } = await createCertificate(authority, "cloudfront", []);
  put(account, "aws:acm/certificate:Certificate", { certificateBody: cert, privateKey: key }, { id });
}

/** Puts a truststore, and a client certificate that it trusts. */
export async function putTrustedClient(account: Account, truststore: string, certificateArn: string): Promise<void> {
  const authority = await createAuthority("clients");
  putTruststore(account, truststore, authority);
  await putClientCertificate(account, certificateArn, authority);
}
