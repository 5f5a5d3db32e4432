// In the page: starts Python while JupyterLab is still being drawn, and lets the stop button reach it.
"use strict";
(() => {
  const { src, dataset } = document.currentScript;

  /** A kernel's worker; `stop` ends its running cell, where a page may share memory with its workers. */
  function made(url) {
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
  }

  let first = null;
  // Without shared memory Python reads files through the service worker, which must be there before it.
  if (crossOriginIsolated || navigator.serviceWorker?.controller) {
    const url = new URL(crossOriginIsolated ? dataset.shared : dataset.plain, src).href;
    first = { url, worker: made(url) };
  }

  /** What the kernel asks for instead of a new worker. */
  globalThis.enclairWorker = (url) => {
    const waiting = first;
    first = null;
    if (waiting?.url === String(url)) return waiting.worker;
    waiting?.worker.terminate();
    return made(url);
  };
})();
