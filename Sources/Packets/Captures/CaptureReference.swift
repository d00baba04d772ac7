import Findings
import Placed

/// Reads `file#n`: packet n, from 1, of a capture.
struct CaptureReference {
  /// The bytes of a capture.
  let files: (String) -> [UInt8]?

  /// The packet's bytes; nil after a problem.
  func bytes(_ node: PlacedNode, _ problems: inout PlacedProblems) -> [UInt8]? {
    guard let text = node.text(&problems) else { return nil }
    var name = text
    var number: Int?
    if let mark = text.lastIndex(of: "#") {
      name = String(text[..<mark])
      number = Int(text[text.index(after: mark)...])
      guard let number, number >= 1 else {
        problems.add("expected file#n with n from 1, found '\(text)'", at: node.span)
        return nil
      }
    }
    guard let contents = files(name) else {
      problems.add(
        "there is no capture '\(name)' that can be read", at: node.span,
        hint: "its path is relative to the test file, and it has 64 MiB at most")
      return nil
    }
    do throws(CaptureFault) {
      let packets = try PacketCapture.records(contents, limit: number ?? .max)
      if number == nil, packets.count != 1 {
        problems.add(
          "the capture '\(name)' has \(packets.count) packets", at: node.span, hint: "write which: \(name)#1")
        return nil
      }
      let index = (number ?? 1) - 1
      guard packets.indices.contains(index) else {
        problems.add("the capture '\(name)' has \(packets.count) packets, no packet \(index + 1)", at: node.span)
        return nil
      }
      guard let frame = packets[index].packet(contents).ethernetFrame else {
        problems.add(
          "packet \(index + 1) of '\(name)' has the link type \(packets[index].linkType), of which no Ethernet frame can be made",
          at: node.span)
        return nil
      }
      return frame
    } catch {
      problems.add("the capture '\(name)' cannot be read: \(error)", at: node.span)
      return nil
    }
  }
}
