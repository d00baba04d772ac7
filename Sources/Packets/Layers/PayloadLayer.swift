/// What no header describes. Its bytes are all there is to it.
enum PayloadLayer {
  static let name = "payload"
  static let form = LayerForm(name, size: 0, summary: "{data}", [.rest("data", .bytes)])
}
