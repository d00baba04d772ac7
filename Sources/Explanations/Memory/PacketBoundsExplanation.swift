/// Packet bytes used where no check proves that they are there.
public enum PacketBoundsExplanation: Explanation {
  /// The manual page.
  public static let page = ExplanationPage(
    id: "A1203", title: "packet bytes used without a bounds check that covers them",
    why: """
      A packet may end anywhere. The verifier lets a program use the bytes that a comparison with `data_end` has proven to \
      be there, on this path. Adding a variable to the pointer makes a new pointer, of which nothing is proven: the check \
      has to come after it. Every kernel demands this.
      """,
    fix: "compare the pointer that is used, after its last move, plus the bytes used, with data_end",
    examples: [
      .init(
        "5.4 to 7.2",
        ["invalid access to packet, off=26 size=2, R1(id=1,off=26,r=0)", "R1 offset is outside of the packet"],
        summary: "2 bytes of the packet used, with no bounds check that covers any of its bytes at that pointer"),
      .init(
        "7.3",
        [
          "invalid access to packet, off=26 size=2, R1(id=1,off=26,r=0)",
          "R1 min value is outside of the allowed memory range",
        ],
        summary: "2 bytes of the packet used, with no bounds check that covers any of its bytes at that pointer"),
      .init(
        "5.4 and later",
        ["invalid access to packet, off=34 size=4, R5(id=0,off=34,r=34)", "R5 offset is outside of the packet"],
        summary: "the packet's first 38 bytes used, of which 34 are proven to be there"),
      .init(
        "5.4 and later",
        ["invalid access to packet, off=12 size=2, R3(id=2,off=12,r=8)", "R3 offset is outside of the packet"],
        summary: "14 bytes from a moved packet pointer used, of which 8 are proven to be there"),
      .init(
        "5.4 and later", ["R1 offset is outside of the packet"],
        summary: "packet bytes used that no bounds check covers"),
    ])

  private static let access = MessageFormat("invalid access to packet, off=%d size=%d, %w(id=%d,off=%d,r=%d)")
  private static let outside = MessageFormat("%w offset is outside of the packet")

  /// A packet access too far.
  public static func explain(_ rejection: Rejection) -> Explained? {
    for message in rejection.messages {
      guard let captures = access.match(message), captures.count == 6, let offset = Int(captures[0]),
        let size = Int(captures[1]), let id = Int(captures[3]), let proven = Int(captures[5])
      else { continue }
      let end = offset.addingReportingOverflow(size)
      guard !end.overflow else { continue }
      if proven == 0 {
        return explained(
          "\(size) bytes of the packet used, with no bounds check that covers any of its bytes at that pointer")
      }
      let where_ =
        id == 0
        ? "the packet's first \(end.partialValue) bytes" : "\(end.partialValue) bytes from a moved packet pointer"
      return explained("\(where_) used, of which \(proven) are proven to be there")
    }
    guard rejection.messages.contains(where: { outside.match($0) != nil }) else { return nil }
    return explained("packet bytes used that no bounds check covers")
  }
}
