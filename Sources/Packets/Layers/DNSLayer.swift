/// DNS over UDP (RFC 1035).
enum DNSLayer {
  private static let codes = ValueNames([
    "no_error": 0, "format_error": 1, "server_failure": 2, "name_error": 3, "nxdomain": 3, "not_implemented": 4,
    "refused": 5,
  ])

  static let form = LayerForm(
    "dns", size: 12,
    summary:
      "{kind} id {id}[ {code}][ {questions}][ answers {answers}][ authority {authority}][ additional {additional}]",
    [
      PacketField("id", 0, 16, .hex, .value(1)),
      PacketField("kind", 16, 1, .names(ValueNames(["query": 0, "response": 1]))),
      PacketField("operation", 17, 4), PacketField("authoritative", 21, 1), PacketField("truncated", 22, 1),
      PacketField("recursion_desired", 23, 1, .number, .value(1)), PacketField("recursion_available", 24, 1),
      PacketField("reserved", 25, 1), PacketField("authentic", 26, 1), PacketField("checking_disabled", 27, 1),
      PacketField("code", 28, 4, .names(codes)),
      PacketField("question_count", 32, 16, .number, .count(of: "questions")),
      PacketField("answer_count", 48, 16, .number, .count(of: "answers")),
      PacketField("authority_count", 64, 16, .number, .count(of: "authority")),
      PacketField("additional_count", 80, 16, .number, .count(of: "additional")),
      .rest("questions", .questions), .rest("answers", .resources), .rest("authority", .resources),
      .rest("additional", .resources),
    ])
}
