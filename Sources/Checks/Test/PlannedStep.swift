import BPFObject
import Fixtures
import Packets
import Placed

/// A step of a case and what must come of it. Numbers are those of the job's steps.
struct PlannedStep: Sendable {
  /// The program that runs; nil in a live case, where the kernel decides.
  var program: Program?
  /// The job's step that runs it.
  var run: Int?
  /// The packet that goes in.
  var sent: [UInt8] = []
  /// What it must return.
  var returned: Located<ReturnExpectation>?
  /// What must become of the packet.
  var packet: Located<PacketExpectation>?
  /// What must become of the context.
  var context: Located<ContextExpectation>?
  /// What maps must hold, and the job's steps that read them.
  var maps: [Read<MapExpectation>] = []
  /// What global variables must hold.
  var globals: Located<GlobalExpectation>?
  /// The sections of global variables that are read for that, and the job's steps that do.
  var sections: [(name: String, step: Int)] = []
  /// What buffers must hold.
  var events: [Read<EventExpectation>] = []

  /// What calls there must have been.
  var calls: [Read<CallExpectation>] = []

  /// Whether it looks at bytes of records and values that are no field's.
  var looksAtPadding: Bool {
    maps.contains(where: \.expectation.hasPadding) || events.contains(where: \.expectation.hasPadding)
  }

  /// An expectation and what it is held against.
  struct Read<Expectation: Sendable>: Sendable {
    /// The job's step.
    var step: Int
    /// The expectation.
    var expectation: Expectation
  }
}
