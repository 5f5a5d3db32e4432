// In the page: lets the stop button reach a kernel's worker, where a page may share memory with its workers.
/** What the kernel makes its worker with (patches.toml). */
globalThis.enclairWorker = (url) => {
  const worker = new Worker(url, { type: "module" });
  worker.addEventListener("message", ({ data }) => {
    const flag = data?.enclairStop;
    if (!flag) return;
    worker.stop = () => {
      Atomics.store(flag, 0, 2); // SIGINT
      setTimeout(() => Atomics.compareExchange(flag, 0, 2, 0), 1000); // nothing was running
    };
  });
  return worker;
};
