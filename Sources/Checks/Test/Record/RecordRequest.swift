/// What `assay test --record` is asked to do.
public struct RecordRequest: Sendable {
  /// The capture: pcap or pcapng.
  public var capture: String
  /// The object or C file.
  public var object: String
  /// The program that the packets are given to; the object's only one when nil.
  public var program: String?
  /// The test file that is written; one named after the capture, beside the object, when nil.
  public var output: String?
  /// How the object is built and the packets are run.
  public var test = TestRequest()

  /// A request with the defaults of `assay test`.
  public init(capture: String, object: String) {
    self.capture = capture
    self.object = object
  }
}
