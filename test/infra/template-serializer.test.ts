import { describe, expect, test } from '@jest/globals';
import { templateSerializer } from './support/template-serializer.ts';

expect.addSnapshotSerializer(templateSerializer);

const arn = { 'Fn::GetAtt': ['Role', 'Arn'] };

describe('the picture of a template', () => {
  test('shows references as text, on one line', () => {
    const join = { 'Fn::Join': ['', ['arn:', { Ref: 'AWS::Partition' }, ':sns:', arn]] };
    expect({ join, ref: { Ref: 'Topic' }, arn }).toMatchInlineSnapshot(
      `{ "arn": <Role.Arn>, "join": 'arn:<AWS::Partition>:sns:<Role.Arn>', "ref": <Topic> }`,
    );
  });

  test('tells a text that looks like a reference from a reference', () => {
    expect(['<Topic>', { Ref: 'Topic' }, { 'Fn::Join': ['', [{ Ref: 'Topic' }]] }]).toMatchInlineSnapshot(
      `["<Topic>", <Topic>, '<Topic>']`,
    );
    expect({ 'Fn::Join': ['', ['<Role>', arn]] }).toMatchInlineSnapshot(`{ "Fn::Join": ["", ["<Role>", <Role.Arn>]] }`);
    expect({ 'Fn::Join': [',', [arn, arn]] }).toMatchInlineSnapshot(`{ "Fn::Join": [",", [<Role.Arn>, <Role.Arn>]] }`);
    expect({ Ref: 'Topic', Other: 1 }).toMatchInlineSnapshot(`{ "Other": 1, "Ref": "Topic" }`);
  });

  test('breaks what is too long for a line, and leaves nothing out', () => {
    const long = 'x'.repeat(60);
    expect({ b: [long, { Ref: 'Topic' }, long], a: { yes: true, none: null, count: 0 } }).toMatchInlineSnapshot(`
      {
        "a": { "count": 0, "none": null, "yes": true },
        "b": [
          "xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx",
          <Topic>,
          "xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx",
        ],
      }
    `);
  });
});
