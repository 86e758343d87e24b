import { dirname, join, relative } from "node:path";
import type { Edge } from "../../local-aws/edge";
import { Program, Project } from "../../local-aws/engine/project";
import type { Session } from "../../local-aws/engine/session";
import { Bundles } from "../../local-aws/live/bundles";
import { isUploadedFolder, serveEdit } from "../../local-aws/live/edits";
import { Edit } from "../../local-aws/live/watch";
import { Interruption } from "../interruption";
import { Failure, print, printLine } from "../terminal";
import { deploy } from "./deploy";

interface LiveOptions {
  readonly session: Session;
  readonly project: Project;
  readonly edge: Edge;
  readonly bundles: Bundles;
  readonly interruption: Interruption;
  readonly isVerbose: boolean;
  readonly pack: string | undefined;
}

/** A served stack that follows edits of its program, its configuration and the files that it deploys. */
export class Live {
  private pending: Edit[] = [];
  private isRunning = false;
  private program: Program | undefined;
  /** Whether the program could not be loaded. Any edit may fix it. */
  private isBroken = false;

  constructor(private readonly options: LiveOptions) {
    this.program = options.project.loadProgram();
  }

  edit(edits: readonly Edit[]): void {
    this.pending.push(...edits);
    void this.run();
  }

  /** Loads the program and the configuration again, and deploys them. */
  redeploy(): void {
    this.edit([{ kind: "changed", file: this.options.project.programFile }]);
  }

  /** One deployment at a time. Edits during a deployment are deployed after it. */
  private async run(): Promise<void> {
    if (this.isRunning) {
      return;
    }
    this.isRunning = true;
    while (this.pending.length > 0 && !this.options.interruption.signal.aborted) {
      try {
        await this.apply(this.pending.splice(0));
      } catch (error) {
        this.report(error);
      }
    }
    this.isRunning = false;
  }

  private async apply(edits: readonly Edit[]): Promise<void> {
    const { session, project, edge, interruption, isVerbose, pack } = this.options;
    const began = performance.now();
    const isServed = edits.map((edit) => this.serve(edit)).includes(true);
    if (isServed) {
      edge.refresh();
      printLine(`${this.names(edits)}: served after ${Math.round(performance.now() - began)} ms`);
    }
    const isProgram = edits.some(({ file }) => this.isProgram(file));
    if (isProgram) {
      await session.reloadConfig();
      this.isBroken = true;
      this.program = project.reloadProgram();
      this.isBroken = false;
    }
    if (isProgram || isServed || edits.some((edit) => this.changesUploads(edit))) {
      const { program } = this;
      await deploy(session.stack, { project, interruption, isVerbose, pack, program, previews: isProgram });
      if (!isServed || isProgram) {
        edge.refresh();
      }
    }
  }

  /** Serves the content of an edited file before it is deployed. */
  private serve({ kind, file }: Edit): boolean {
    const { session, bundles } = this.options;
    return kind === "changed" && serveEdit(file, session.account, bundles).length > 0;
  }

  private isProgram(file: string): boolean {
    const { folder, programFiles } = this.options.project;
    const settings = ["Pulumi.yaml", `Pulumi.${this.options.session.stack.name}.yaml`].map((name) =>
      join(folder, name),
    );
    return this.isBroken || settings.includes(file) || programFiles().includes(file);
  }

  private changesUploads({ kind, file }: Edit): boolean {
    return kind !== "changed" && isUploadedFolder(dirname(file), this.options.session.account);
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
    printLine(error instanceof Error ? error.message : String(error));
    printLine("The last deployment is still served. Fix the error and save the file.");
  }
}
