import { Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import type { Construct } from 'constructs';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { makeApp } from '../../../infra/make-app.ts';

/** The template of a stack, named `test`, that holds what `build` puts into it. */
export function templateOf(build: (scope: Construct) => unknown): Template {
  const outdir = mkdtempSync(join(tmpdir(), 'remote-sign-out-infra-'));
  try {
    const stack = new Stack(makeApp({ outdir, builtinCloudFormationValidation: false }), 'test');
    build(stack);
    return Template.fromStack(stack);
  } finally {
    rmSync(outdir, { recursive: true, force: true });
  }
}
