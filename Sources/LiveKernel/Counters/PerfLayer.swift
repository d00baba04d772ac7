import CKernel
import Glibc

/// The kernel's perf: `perf_event_open(2)`.
struct PerfLayer: CounterLayer {
  func open(_ event: CounterEvent, leader: CInt?) -> CInt {
    var counter = assay_counter(
      type: event.type, config: event.config, config1: event.config1, config2: event.config2,
      excludes_user: event.excludesUser ? 1 : 0, excludes_kernel: event.excludesKernel ? 1 : 0)
    return unsafe assay_open_counter(&counter, leader ?? -1)
  }

  func enable(_ leader: CInt) -> CInt { assay_switch_counters(leader, 1) }

  func disable(_ leader: CInt) -> CInt { assay_switch_counters(leader, 0) }

  func read(_ leader: CInt, into words: inout CounterWords) -> Int {
    unsafe words.fill { bytes in
      let count = unsafe Glibc.read(leader, bytes.baseAddress, bytes.count)
      return count < 0 ? -Int(errno) : count
    }
  }

  func close(_ counter: CInt) { _ = Glibc.close(counter) }
}
