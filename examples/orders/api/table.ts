import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { DynamoDBDocumentClient, PutCommand, QueryCommand } from "@aws-sdk/lib-dynamodb";
import type { Order, Orders } from "./orders";

/** The orders in a DynamoDB table with the keys `customer` and `id`. */
export function ordersIn(tableName: string): Orders {
  const client = DynamoDBDocumentClient.from(new DynamoDBClient());
  return {
    add: async (customer, order) => {
      await client.send(new PutCommand({ TableName: tableName, Item: { customer, ...order } }));
    },
    newest: async (customer) => {
      const { Items = [] } = await client.send(
        new QueryCommand({
          TableName: tableName,
          KeyConditionExpression: "customer = :customer",
          ExpressionAttributeValues: { ":customer": customer },
          ScanIndexForward: false,
          Limit: 50,
        }),
      );
      return Items.map(({ id, item, quantity }) => ({ id, item, quantity }) as Order);
    },
  };
}
