/**
 * The header by which CloudFront proves itself to the API; anybody can send the others. CloudFront sends no header of
 * its settings whose name begins with `x-edge-` or `x-amz-`.
 */
export const edgeKeyHeader = 'x-origin-key';
