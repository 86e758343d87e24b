import { join, relative } from "node:path";
import { distributionUrls } from "../../local-aws/aws/cloudfront/distributionUrls";
import type { Edge } from "../../local-aws/edge";
import { Program, Project } from "../../local-aws/engine/project";
import type { Session } from "../../local-aws/engine/session";
import { Bundles } from "../../local-aws/live/bundles";
import { isDeployed, serveEdit } from "../../local-aws/live/edits";
import { ReadFiles } from "../../local-aws/live/readFiles";
import { Edit } from "../../local-aws/live/watch";
import { Interruption } from "../interruption";
import { printAbove } from "../progress";
import { Failure, print } from "../terminal";
import { deploy } from "./deploy";

interface LiveOptions {
  readonly session: Session;
  readonly project: Project;
  readonly edge: Edge;
  readonly bundles: Bundles;
  readonly readFiles: ReadFiles;
  readonly interruption: Interruption;
  readonly isVerbose: boolean;
  readonly pack: string | undefined;
  /** The URL of the stack; undefined if it has none. */
  readonly url: string | undefined;
  /** Prints where the stack is served. */
  readonly printAddresses: (url: string) => Promise<void>;
}

interface PendingEdit extends Edit {
  readonly isServed: boolean;
}

/** A served stack that follows edits of its program, its configuration and the files that it deploys. */
export class Live {
  private pending: PendingEdit[] = [];
  private isRunning = false;
  private program: Program | undefined;
  /** Whether the program could not be loaded. Any edit may fix it. */
  private isBroken = false;
  /** Whether the program is deployed as it is. If its last edit failed, each deployment begins with a preview. */
  private isProgramDeployed = true;
  private url: string | undefined;

  constructor(private readonly options: LiveOptions) {
    this.program = options.project.loadProgram();
    this.url = options.url;
  }

  /** The URL of the stack, as it is deployed. */
  get deployedUrl(): string | undefined {
    return this.url;
  }

  /** Serves the edited files immediately, also during a deployment, and deploys them after it. */
  edit(edits: readonly Edit[]): void {
    const began = performance.now();
    const served = edits.filter((edit) => this.serve(edit));
    if (served.length > 0) {
      this.options.edge.refresh();
      printAbove(`${this.names(served)}: served after ${Math.round(performance.now() - began)} ms`);
    }
    void this.run();
  }

  /** Loads the program and the configuration again, and deploys them. */
  redeploy(): void {
    this.edit([{ kind: "changed", file: this.options.project.programFile }]);
  }

  /** A file with a mistake is not deployed: its next edit is. */
  private serve(edit: Edit): boolean {
    const { session, bundles } = this.options;
    try {
      const isServed = edit.kind === "changed" && serveEdit(edit.file, session.account, bundles);
      this.pending.push({ ...edit, isServed });
      return isServed;
    } catch (error) {
      this.report(error);
      return false;
    }
  }

  /** One deployment at a time. */
  private async run(): Promise<void> {
    if (this.isRunning) {
      return;
    }
    this.isRunning = true;
    while (this.pending.length > 0 && !this.options.interruption.signal.aborted) {
      try {
        await this.deploy(this.pending.splice(0));
      } catch (error) {
        this.report(error);
      }
    }
    this.isRunning = false;
  }

  private async deploy(edits: readonly PendingEdit[]): Promise<void> {
    const { session, bundles, project, edge, interruption, isVerbose, pack } = this.options;
    const { account, stack } = session;
    account.beginDeployment();
    const isProgram = edits.some(({ file }) => this.isProgram(file));
    if (isProgram) {
      this.isProgramDeployed = false;
      await session.reloadConfig();
      this.isBroken = true;
      this.program = project.reloadProgram();
      this.isBroken = false;
    }
    if (isProgram || edits.some(({ file }) => isDeployed(file, account, bundles))) {
      const { program, isProgramDeployed } = this;
      const options = { project, interruption, isVerbose, pack, program, previews: !isProgramDeployed };
      const output = await deploy(stack, options);
      this.isProgramDeployed = true;
      if (isProgram || edits.some(({ isServed }) => !isServed)) {
        edge.refresh();
      }
      await this.use(output ?? distributionUrls(account).get(stack.name));
    }
  }

  /** Prints the addresses if they changed: a replaced distribution has another hostname. */
  private async use(url: string | undefined): Promise<void> {
    const isNew = url !== undefined && url !== this.url;
    this.url = url;
    if (isNew) {
      await this.options.printAddresses(url);
    }
  }

  private isProgram(file: string): boolean {
    const { project, readFiles } = this.options;
    const { folder, programFiles } = project;
    const settings = ["Pulumi.yaml", `Pulumi.${this.options.session.stack.name}.yaml`].map((name) =>
      join(folder, name),
    );
    return this.isBroken || settings.includes(file) || readFiles.has(file) || programFiles().includes(file);
  }

  private names(edits: readonly Edit[]): string {
    return edits.map(({ file }) => relative(this.options.project.folder, file)).join(", ");
  }

  private report(error: unknown): void {
    if (this.options.interruption.signal.aborted) {
      return;
    }
    if (error instanceof Failure) {
      print(error.details);
    }
    printAbove(error instanceof Error ? error.message : String(error));
    printAbove("The last deployment is still served. Fix the error and save the file.");
  }
}
