import CLibbpf
import CKernel
import Glibc

/// Time that counters are held against.
struct TimeSource {
  /// Nanoseconds of `CLOCK_MONOTONIC_RAW`.
  var nanoseconds: () -> UInt64
  /// The time-stamp counter; 0 where there is none.
  var ticks: () -> UInt64

  /// Of this machine.
  static var host: TimeSource {
    TimeSource(
      nanoseconds: {
        var now = timespec()
        unsafe clock_gettime(CLOCK_MONOTONIC_RAW, &now)
        return UInt64(now.tv_sec) * 1_000_000_000 + UInt64(now.tv_nsec)
      }, ticks: { assay_time_stamp() })
  }
}
