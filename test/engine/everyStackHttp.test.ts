import { describeEveryStack } from "../support/everyStack";

describeEveryStack("http");
