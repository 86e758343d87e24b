import { Endpoint } from "../apigateway/endpoint";
import { hostVerdict } from "../cloudfront/hostVerdict";
import { ProgramIndex } from "../program/programIndex";
import { Distribution } from "../cloudfront/model";
import { checkServiceBehaviors } from "./checkBehaviors";
import { Finding } from "./rule";

/** Whether the viewer's Host reaches a service that finds what to answer by Host. */
export function checkHostOf(
  service: Endpoint["service"],
  name: string,
  answer: string,
  instead: string,
): (distribution: Distribution, program: ProgramIndex) => Finding[] {
  return (distribution, program) =>
    checkServiceBehaviors(
      service,
      distribution,
      program,
      `whether the viewer's Host reaches ${name}`,
      ({ behavior }) => {
        const { forwards, by } = hostVerdict(behavior, program);
        return { bad: forwards, message: `${by}; ${answer}. ${instead}` };
      },
    );
}
