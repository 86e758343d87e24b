import { Endpoint } from "../apigateway/endpoint";
import { hostVerdict } from "../cloudfront/hostVerdict";
import { Knowledge } from "../program/programIndex";
import { Distribution } from "../cloudfront/model";
import { judgeService } from "./judging";
import { Finding } from "./rule";

/** Whether the viewer's Host reaches a service that finds what to answer by Host. */
export function judgeHostOf(
  service: Endpoint["service"],
  name: string,
  answer: string,
  instead: string,
): (distribution: Distribution, knowledge: Knowledge) => Finding[] {
  return (distribution, knowledge) =>
    judgeService(service, distribution, knowledge, `whether the viewer's Host reaches ${name}`, ({ behavior }) => {
      const { forwards, by } = hostVerdict(behavior, knowledge);
      return { bad: forwards, message: `${by}; ${answer}. ${instead}` };
    });
}
