/// A loaded program that inputs are run on.
public protocol ExploreTarget: AnyObject {
  /// How many marks it can leave.
  var markCount: Int { get }

  /// Runs one input, on maps that hold what the input says and nothing else.
  /// - Parameter marks: takes a byte for each mark, 0 for one that was not left.
  /// - Returns: what the program returned; nil when the kernel takes no such input.
  func run(_ input: ExploreInput, marks: inout [UInt8]) -> UInt32?
}
