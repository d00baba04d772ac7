import CLibbpf
import Glibc
import Jobs

/// An event that is counted on all processors, whoever runs there, in the form that a BPF program reads: a perf event array.
final class ProcessorCounters {
  /// The array, by processors.
  let map: FileDescriptor
  private let counters: [CInt]

  /// Opens a counter for each processor that is in use, which counts from now on.
  init(_ event: CounterEvent, processors: [Int]) throws(CounterRefusal) {
    let made = unsafe bpf_map_create(
      BPF_MAP_TYPE_PERF_EVENT_ARRAY, "assay_counter", 4, 4, UInt32((processors.max() ?? 0) + 1), nil)
    guard made >= 0 else { throw CounterRefusal(event.name, .failed(-made)) }
    map = FileDescriptor(adopting: made)
    var counters: [CInt] = []
    var refusal: CounterRefusal?
    for processor in processors {
      var counter = PerfLayer.open(event, onProcessor: processor)
      guard counter >= 0 else {
        refusal = CounterRefusal(event.name, .init(errno: -counter, isMember: false))
        break
      }
      counters.append(counter)
      var key = UInt32(processor)
      let result = unsafe bpf_map_update_elem(made, &key, &counter, 0)
      guard result == 0 else {
        refusal = CounterRefusal(event.name, .init(errno: -result, isMember: false))
        break
      }
    }
    self.counters = counters
    if let refusal { throw refusal }
  }

  deinit { for counter in counters { close(counter) } }
}
