import { describeEveryStack } from "../support/everyStack";

describeEveryStack("rest-edge");
