import { describeEveryStack } from "../support/everyStack";

describeEveryStack("rest-regional");
