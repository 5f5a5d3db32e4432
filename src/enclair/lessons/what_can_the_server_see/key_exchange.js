// The numbers of a key exchange. Pages need them without Python, and exercises in Python: key_exchange.py has the
// same, and tests/cases/exchange.json holds the two together.

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
  const numbers = { p: prime, g: base, a: alice, b: bob, n: message };
  Object.assign(numbers, { A: mix(base, alice, prime), B: mix(base, bob, prime) });
  Object.assign(numbers, { to_alice: numbers.B, to_bob: numbers.A });
  if (middle) {
    const fake = mix(base, mallory, prime);
    Object.assign(numbers, { m: mallory, M: fake, to_alice: fake, to_bob: fake });
  }
  numbers.key_a = mix(numbers.to_alice, alice, prime);
  numbers.key_b = mix(numbers.to_bob, bob, prime);
  numbers.sealed = (message + numbers.key_a) % prime;
  numbers.passed = middle ? (message + numbers.key_b) % prime : numbers.sealed;
  numbers.read = (numbers.passed - numbers.key_b + prime) % prime;
  return numbers;
}

/**
 * The colours that stand for a number above 0: one, or for a number beyond the last colour stripes of several.
 * Counted with as many digits as there are colours, none of them 0, no two numbers look alike.
 */
export function stripes(number, colours) {
  const found = [];
  for (let rest = number; rest > 0; rest = Math.floor((rest - 1) / colours))
    found.unshift(((rest - 1) % colours) + 1);
  return found;
}
