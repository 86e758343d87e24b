import { CreateTableCommand, DynamoDBClient, waitUntilTableExists } from "@aws-sdk/client-dynamodb";
import dynalite from "dynalite";
import { once } from "node:events";
import type { AddressInfo } from "node:net";
import { keys } from "../api/keys";

/** Starts an emulator of DynamoDB in memory, for the SDK in this process and in functions that it starts. */
export async function startDynamoDb(): Promise<() => void> {
  const server = dynalite({ createTableMs: 0 }).listen(0, "127.0.0.1");
  await once(server, "listening");
  process.env.AWS_ENDPOINT_URL_DYNAMODB = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return () => {
    server.close();
  };
}

/** Creates a table with the keys of the program's table. */
export async function createTable(tableName: string): Promise<void> {
  const client = new DynamoDBClient({
    region: "eu-west-1",
    credentials: { accessKeyId: "local", secretAccessKey: "local" },
  });
  await client.send(
    new CreateTableCommand({
      TableName: tableName,
      BillingMode: "PAY_PER_REQUEST",
      KeySchema: [
        { AttributeName: keys.hashKey, KeyType: "HASH" },
        { AttributeName: keys.rangeKey, KeyType: "RANGE" },
      ],
      AttributeDefinitions: Object.values(keys).map((name) => ({ AttributeName: name, AttributeType: "S" })),
    }),
  );
  await waitUntilTableExists({ client, minDelay: 1, maxWaitTime: 10 }, { TableName: tableName });
}
