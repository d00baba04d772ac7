import Fixtures
import Jobs
import KernelFacts
import BPF

/// All that came of one run of a case, by names: what can be compared with that of another object, or another kernel.
struct CaseAccount: Sendable {
  /// What came of each step but packets; maps, variables, records and lines are in the last.
  var records: [SnapshotRecord]
  /// What became of each step's packet; nil where the type gives none back.
  var packets: [[UInt8]?]
  /// The calls that were recorded, by function.
  var calls: SnapshotValue

  /// Calls as a value: how many, and each with its arguments by number.
  static func value(of recorded: RecordedCalls, _ mock: TestMock) -> SnapshotValue {
    let arguments: [HelperPrototype.Argument] =
      if case .helper(let number) = mock.callee {
        HelperPrototype.of(HelperID(rawValue: number))?.arguments ?? []
      } else {
        []
      }
    return .list(
      recorded.calls.map { call in
        var entries = call.arguments.enumerated().map { index, argument in
          let isPointer = arguments.indices.contains(index) && Self.pointers.contains(arguments[index])
          return SnapshotValue.Entry("arg\(index + 1)", .text(word(argument, isPointer: isPointer)))
        }
        entries.append(SnapshotValue.Entry("return", .text(word(call.result, isPointer: false))))
        return .mapping(entries)
      }
        + (recorded.count > UInt64(recorded.calls.count)
          ? [.text("\(recorded.count - UInt64(recorded.calls.count)) more")] : []))
  }

  private static let pointers: Set<HelperPrototype.Argument> = [
    .context, .map, .key, .value, .valuePlace, .read, .written, .readOrNull, .writtenOrNull, .record, .socket, .lock,
    .function,
  ]
  /// Numbers below zero that are no addresses: error numbers, and what is computed from little.
  private static let leastNumber = -65_536
  /// Where a process's own memory lies on the machines that there are: addresses above 64 TiB, below 128.
  private static let ownMemory: Range<UInt64> = 0x5000_0000_0000..<0x8000_0000_0000

  /// A register's value. Addresses differ from run to run, and say nothing.
  private static func word(_ value: UInt64, isPointer: Bool) -> String {
    let number = Int64(bitPattern: value)
    let isAddress = isPointer || number < leastNumber || ownMemory.contains(value)
    return value == 0 ? "0" : isAddress ? "an address" : "\(number)"
  }
}
