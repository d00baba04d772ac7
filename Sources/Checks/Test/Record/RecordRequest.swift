/// What `assay test --record` is asked to do.
public struct RecordRequest: Sendable {
  /// The capture: pcap or pcapng; `live` for what comes by in a kernel.
  public var capture: String
  /// The object or C file.
  public var object: String
  /// The program that the packets are given to; the object's only one when nil.
  public var program: String?
  /// The test file that is written; one named after the capture, beside the object, when nil.
  public var output: String?
  /// How long events are watched, in seconds.
  public var seconds = 1.0
  /// How the object is built and the packets are run.
  public var test = TestRequest()

  /// Whether events of a kernel are recorded, and no capture's packets.
  var isLive: Bool { capture == "live" }

  /// The run of what was recorded: on the running kernel when none is named.
  var onOneKernel: TestRequest {
    var own = test
    if own.build.kernels.isEmpty { own.build.kernels = ["host"] }
    return own
  }

  /// A request with the defaults of `assay test`.
  public init(capture: String, object: String) {
    self.capture = capture
    self.object = object
  }
}
