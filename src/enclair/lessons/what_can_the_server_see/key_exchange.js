// The numbers of a key exchange, for pages without Python; tests/cases/exchange.json holds key_exchange.py to the same.

/** `value` to the power of `secret`, modulo `prime`, squaring as it goes: exact below 2^26. */
export function mix(value, secret, prime) {
  let power = 1;
  for (let square = value % prime, rest = secret; rest; rest = Math.floor(rest / 2)) {
    if (rest % 2) power = (power * square) % prime;
    square = (square * square) % prime;
  }
  return power;
}

/** The secret behind what was sent, and so the number of tries. */
export function bruteForce(sent, prime, base) {
  let secret = 0;
  for (let power = 1; power !== sent || !secret; secret++) power = (power * base) % prime;
  return secret;
}

/** Every number of the walk, by the name that its sentences give it. */
export function walk(prime, base, { alice, bob, mallory, message, middle }) {
  const [A, B, M] = [alice, bob, mallory].map((secret) => mix(base, secret, prime));
  const [to_alice, to_bob] = middle ? [M, M] : [B, A];
  const [key_a, key_b] = [mix(to_alice, alice, prime), mix(to_bob, bob, prime)];
  const sealed = (message + key_a) % prime;
  const passed = middle ? (message + key_b) % prime : sealed;
  const read = (passed - key_b + prime) % prime;
  const chosen = { p: prime, g: base, a: alice, b: bob, n: message, ...(middle && { m: mallory, M }) };
  return { ...chosen, A, B, to_alice, to_bob, key_a, key_b, sealed, passed, read };
}
