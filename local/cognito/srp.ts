import {
  createHash,
  createHmac,
  createPrivateKey,
  createPublicKey,
  diffieHellman,
  getDiffieHellman,
  randomBytes,
  timingSafeEqual,
  type KeyObject,
} from 'node:crypto';

/** What is kept of a password: enough to check it, not to know it. Both are hexadecimal. */
export interface SrpVerifier {
  salt: string;
  verifier: string;
}

/** The server's half of one sign-in by SRP; `secret` never leaves the server. */
export interface SrpServerKey {
  secret: KeyObject;
  publicValue: bigint;
}

interface Identity {
  /** The part of the pool's id behind the underscore: Cognito mixes it into every hash. */
  poolName: string;
  /** USER_ID_FOR_SRP: the username that never changes, not the alias that was typed. */
  userId: string;
}

// Cognito's group is RFC 3526 group 15 with generator 2. OpenSSL knows it by name, so a power in it costs 2 ms
// where BigInt takes 12, and where createDiffieHellman would first spend seconds on proving the prime.
const N = toBigInt(getDiffieHellman('modp15').getPrime());
const K = toBigInt(sha256(Buffer.concat([signed(N), signed(2n)])));
const DH_KEY_AGREEMENT = Buffer.from('06092a864886f70d010301', 'hex');
const GROUP_IDENTIFIER = der(0x30, DH_KEY_AGREEMENT, der(0x30, der(0x02, signed(N)), der(0x02, signed(2n))));

/** Derive what is to be kept of a new password. */
export function makeSrpVerifier(identity: Identity, password: string): SrpVerifier {
  const salt = toBigInt(randomBytes(16));
  return { salt: salt.toString(16), verifier: powerOfTwo(passwordExponent(identity, salt, password)).toString(16) };
}

/** Whether a password in clear text (USER_PASSWORD_AUTH) is the one that the verifier was made from. */
export function passwordMatches(identity: Identity, kept: SrpVerifier, password: string): boolean {
  const derived = powerOfTwo(passwordExponent(identity, toBigInt(kept.salt), password));
  return equal(bytes384(derived), bytes384(toBigInt(kept.verifier)));
}

/** The server's answer `B` to the client's `A`. */
export function makeSrpServerKey(verifier: string): SrpServerKey {
  const secret = exponentKey(toBigInt(randomBytes(32)));
  return { secret, publicValue: (K * toBigInt(verifier) + publicValueOf(secret)) % N };
}

/**
 * Whether the client's PASSWORD_CLAIM_SIGNATURE proves the password. False also for an `A` that would make the
 * session key predictable (0 modulo N and its kind).
 */
export function srpSignatureMatches(
  identity: Identity,
  proof: {
    verifier: string;
    serverKey: SrpServerKey;
    clientPublicValue: bigint;
    secretBlock: Buffer;
    timestamp: string;
  },
  signature: Buffer,
): boolean {
  const { clientPublicValue: a, serverKey } = proof;
  const scramble = toBigInt(sha256(Buffer.concat([signed(a), signed(serverKey.publicValue)])));
  if (a % N === 0n || scramble === 0n) return false;
  const base = (a * power(toBigInt(proof.verifier), exponentKey(scramble))) % N;
  if (base <= 1n || base === N - 1n) return false;
  const shared = power(base, serverKey.secret);
  const extracted = createHmac('sha256', signed(scramble)).update(signed(shared)).digest();
  const key = createHmac('sha256', extracted).update('Caldera Derived Key\u0001').digest().subarray(0, 16);
  const expected = createHmac('sha256', key)
    .update(identity.poolName)
    .update(identity.userId)
    .update(proof.secretBlock)
    .update(proof.timestamp)
    .digest();
  return equal(expected, signature);
}

/** Read a big-endian number from bytes or hexadecimal digits. Throws SyntaxError on other text. */
export function toBigInt(value: Buffer | string): bigint {
  const digits = typeof value === 'string' ? value : value.toString('hex');
  return BigInt(`0x${digits}`);
}

function passwordExponent({ poolName, userId }: Identity, salt: bigint, password: string): bigint {
  const inner = sha256(Buffer.from(`${poolName}${userId}:${password}`));
  return toBigInt(sha256(Buffer.concat([signed(salt), inner])));
}

function sha256(data: Buffer): Buffer {
  return createHash('sha256').update(data).digest();
}

/** Java's BigInteger.toByteArray for a positive number, which Cognito hashes: a leading zero byte keeps it positive. */
function signed(value: bigint): Buffer {
  const digits = value.toString(16);
  const even = digits.length % 2 === 1 ? `0${digits}` : digits;
  return Buffer.from(/^[89a-f]/.test(even) ? `00${even}` : even, 'hex');
}

function bytes384(value: bigint): Buffer {
  return Buffer.from(value.toString(16).padStart(768, '0'), 'hex');
}

function equal(left: Buffer, right: Buffer): boolean {
  return left.length === right.length && timingSafeEqual(left, right);
}

function powerOfTwo(exponent: bigint): bigint {
  return publicValueOf(exponentKey(exponent));
}

function power(base: bigint, exponent: KeyObject): bigint {
  const spki = der(0x30, GROUP_IDENTIFIER, der(0x03, Buffer.from([0]), der(0x02, signed(base))));
  const publicKey = createPublicKey({ key: spki, format: 'der', type: 'spki' });
  return toBigInt(diffieHellman({ privateKey: exponent, publicKey }));
}

function exponentKey(exponent: bigint): KeyObject {
  const pkcs8 = der(0x30, der(0x02, Buffer.from([0])), GROUP_IDENTIFIER, der(0x04, der(0x02, signed(exponent))));
  return createPrivateKey({ key: pkcs8, format: 'der', type: 'pkcs8' });
}

function publicValueOf(exponent: KeyObject): bigint {
  const spki = createPublicKey(exponent).export({ type: 'spki', format: 'der' });
  const bitString = spki.subarray(4 + GROUP_IDENTIFIER.length);
  return toBigInt(bitString.subarray(5 + 2 + (bitString.readUInt8(6) & 0x7f)));
}

function der(tag: number, ...contents: readonly Buffer[]): Buffer {
  const content = Buffer.concat(contents);
  const length =
    content.length < 0x80
      ? Buffer.from([content.length])
      : Buffer.from([0x82, content.length >> 8, content.length & 255]);
  return Buffer.concat([Buffer.from([tag]), length, content]);
}
