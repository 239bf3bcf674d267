import { Injectable, type OnApplicationBootstrap } from '@nestjs/common';
import { JudgeUnjudged } from './judge-unjudged';

/** At every start: judges what a crash has left without a verdict. */
@Injectable()
export class JudgeUnjudgedJob implements OnApplicationBootstrap {
  constructor(private readonly judgeUnjudged: JudgeUnjudged) {}

  async onApplicationBootstrap(): Promise<void> {
    await this.judgeUnjudged.execute();
  }
}
