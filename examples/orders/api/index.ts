import { ordersHandler } from "./handler";
import { ordersIn } from "./table";

const { TABLE_NAME: tableName = "" } = process.env;

/** The function's entry. The AWS SDK reads the endpoint of an emulator from AWS_ENDPOINT_URL_DYNAMODB. */
export const handler = ordersHandler(ordersIn(tableName));
