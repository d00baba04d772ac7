@testable import Packets

/// The page `docs/packets.md`: how packets are written, and each layer's fields as the tables have them.
enum PacketReference {
  static var page: String {
    let layers = PacketLayers.all.filter { $0.name != PayloadLayer.name }
    let names = [
      "# Names", "", "EtherTypes: \(list(EtherTypes.all)).", "",
      "Protocols of `ipv4.protocol` and `next`: \(list(ProtocolNumbers.all)).",
      "", "Types of DNS records: \(list(DNSTypes.all)).",
      "A record's `data` is an address of `a` and `aaaa`, a name of `ns`, `cname` and `ptr`, `{preference: 10, exchange: "
        + "mail.example.com}` of `mx`, a text or a list of texts of `txt`, else hex digits.",
      "",
    ]
    return intro + layers.map(section).joined(separator: "\n") + "\n" + names.joined(separator: "\n")
  }

  private static let intro = """
    # Packets in test files

    A packet is a mapping of layers in their order, or a list of `{layer: {fields}}` where a layer comes twice:

    ```yaml
    packet: {eth: {}, ipv4: {src: 10.0.0.1}, tcp: {dport: 443, flags: [syn, ack]}, payload: "hello"}
    packet: [{eth: {}}, {ipv4: {}}, {udp: {}}, {vxlan: {vni: 42}}, {eth: {}}, {ipv4: {}}, {icmp: {}}]
    packet: {hex: "0200 0000 0002 ..."}                   # or base64
    packet: {pcap: "traffic.pcap#3", ipv4: {ttl: 1}}      # packet 3 of a pcap or pcapng file, one field changed
    ```

    What is not given is filled in: addresses as below, lengths, types and checksums from what follows. Every field can be
    given, and so be wrong on purpose: `checksum: 0xdead`, `checksum: bad`, `length: 20`. `auto` asks for a field that is
    optional, filled in as it should be.

    | key | what it does |
    |---|---|
    | `payload` | text, or `{text: ...}`, `{hex: ...}`, `{base64: ...}`, `{size: 100, fill: 0x41}`, `{random: SEED, size: 100}`; `random: any` takes its seed from `--seed` and the case's name |
    | `size` | the size of the whole packet: the payload is filled up with zeros that the lengths count |
    | `truncate` | cuts the packet off |
    | `trailer` in `ipv4`, `ipv6`, `udp` | bytes behind all that the layer's length counts, as hex digits |
    | `compress: true` in `dns` | names point back to names before them |

    Numbers are decimal, or `0x`, `0o`, `0b`. Options and chunks are lists: `[{mss: 1460}, sack_ok, nop, {wscale: 7}]`, those
    without a name `{type: 77, data: "0a0b"}`, all of them `{hex: "..."}`.

    ## Expected packets

    `expect: {packet: unchanged}`, or the fields that count:

    ```yaml
    expect: {packet: {ipv4: {ttl: 63}, vlan: absent, payload: /HTTP/, size: ">= 60"}}
    expect: {packet: {ipv4: {ttl: 63}, otherwise: unchanged, ignore: [ipv4.id]}}
    expect: {packet: {hex: "..."}}                         # the whole packet; base64 and pcap too
    ```

    A field may be `any`, `!= 5`, `>= 1`, `1..10` (both ends in), `10.0.0.0/8`; a checksum `good` or `bad`; a layer
    `absent`. Checksums of layers that are named, and of packets that changed, must be right unless they were sent wrong.
    With `otherwise: unchanged` what is not named is as it was sent; lengths, types and checksums follow.

    # Layers


    """

  private static func list(_ names: ValueNames) -> String {
    names.names.map { "`\($0)`" }.joined(separator: " ")
  }

  private static func section(_ form: LayerForm) -> String {
    var lines = ["## `\(form.name)`", "", "| field | bits | is written as | not given |", "|---|---|---|---|"]
    for field in form.fields {
      let bits = field.isVariable ? "" : String(field.width)
      lines.append("| `\(field.name)` | \(bits) | \(written(field)) | \(filling(field, form)) |")
    }
    return lines.joined(separator: "\n") + "\n"
  }

  private static func written(_ field: PacketField) -> String {
    switch field.kind {
    case .number: return "number"
    case .hex: return "number, shown in hex"
    case .checksum: return "number, `bad`"
    case .flags(let names): return "flags: " + names.map { "`\($0)`" }.joined(separator: " ")
    case .names(let names):
      return names.names.count > 16
        ? "name or number" : names.names.map { "`\($0)`" }.joined(separator: " ") + ", number"
    case .mac: return "MAC address"
    case .ipv4: return "IPv4 address"
    case .ipv6: return "IPv6 address"
    case .bytes: return "hex digits, or as `payload`"
    case .list(let kind, _): return "list of " + written(PacketField("", 0, 1, kind)) + "es"
    case .records(let form):
      let kinds = form.kinds.map { kind in
        "`\(kind.name)`" + (kind.fields.isEmpty ? "" : " (\(kind.fields.map(\.name).joined(separator: ", ")))")
      }
      let others = form.header.map(\.name).filter { $0 != "length" } + ["data"]
      return "list of " + (kinds + ["`{\(others.joined(separator: ", "))}`"]).joined(separator: ", ")
    case .questions: return "list of names, or of `{name, type, class}`"
    case .resources: return "list of `{name, type, class, ttl, data}`"
    }
  }

  private static func filling(_ field: PacketField, _ form: LayerForm) -> String {
    if field.isAlias { return "the same bits under another name" }
    let presence: String
    switch field.presence {
    case .always: presence = ""
    case .flag: presence = "left out"
    case .when(let name, let values): presence = "; there where \(deciders(name, values, form))"
    case .unless(let name, let values): presence = "; there unless \(deciders(name, values, form))"
    }
    if field.isAppended { return presence }
    if field.isVariable { return "none" + presence }
    switch field.filling {
    case .value(let value): return "`\(FieldText.text(field, value))`" + presence
    case .headerLength: return "the header's length"
    case .wholeLength: return "the length from this header on"
    case .followingLength: return "the length of what follows"
    case .following(_, let otherwise): return "what follows, else `\(FieldText.text(field, otherwise))`"
    case .checksum: return "the checksum"
    case .presence(let name): return "1 where `\(name)` is given"
    case .count(let name, let less): return "how many `\(name)`" + (less > 0 ? ", less \(less)" : "") + presence
    }
  }

  private static func deciders(_ name: String, _ values: Set<UInt128>, _ form: LayerForm) -> String {
    guard let field = form.field(name) else { return "" }
    return "`\(name)` is " + values.sorted().map { FieldText.text(field, $0) }.joined(separator: ", ")
  }
}
