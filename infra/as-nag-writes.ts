/** `arn:<AWS::Partition>:sns:…`, `<Bucket1234.Arn>/*`: by such names cdk-nag knows its findings. */
export function asNagWrites(value: unknown): string {
  if (typeof value !== 'object' || value === null) return String(value);
  const {
    Ref: ref,
    'Fn::GetAtt': attribute,
    'Fn::Join': join,
    'Fn::Sub': sub,
  } = value as { Ref?: string; 'Fn::GetAtt'?: string[]; 'Fn::Join'?: [string, unknown[]]; 'Fn::Sub'?: string };
  if (join !== undefined) return join[1].map(asNagWrites).join(join[0]);
  if (sub !== undefined) return sub.replaceAll(/\$\{([^}]+)\}/g, '<$1>');
  return `<${ref ?? attribute?.join('.')}>`;
}
