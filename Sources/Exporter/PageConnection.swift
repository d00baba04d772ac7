import NIOCore
import NIOHTTP1

/// One client: reads its requests one after the other and answers each. Whoever is slow in any of it is cut off.
final class PageConnection: ChannelInboundHandler {
  typealias InboundIn = HTTPServerRequestPart
  typealias OutboundOut = HTTPServerResponsePart

  private let limits: ServerLimits
  private let respond: @Sendable (PageRequest) async -> Page
  private var head: HTTPRequestHead?
  private var timer: Scheduled<Void>?

  init(_ limits: ServerLimits, _ respond: @escaping @Sendable (PageRequest) async -> Page) {
    self.limits = limits
    self.respond = respond
  }

  func channelActive(context: ChannelHandlerContext) {
    allow(limits.requestTime, context)
    context.fireChannelActive()
  }

  func channelInactive(context: ChannelHandlerContext) {
    timer?.cancel()
    context.fireChannelInactive()
  }

  func channelRead(context: ChannelHandlerContext, data: NIOAny) {
    switch unwrapInboundIn(data) {
    case .head(let head):
      self.head = head
      // What comes after a head came later than its first byte; the size limit sees to the rest.
      allow(limits.requestTime, context)
    case .body: break
    case .end:
      guard let head else { return }
      self.head = nil
      answer(head, context)
    }
  }

  func errorCaught(context: ChannelHandlerContext, error: any Error) {
    // What was no request is answered before this is told of it.
    context.close(promise: nil)
  }

  private func answer(_ head: HTTPRequestHead, _ context: ChannelHandlerContext) {
    timer?.cancel()
    guard head.method == .GET || head.method == .HEAD else {
      let text = "only GET and HEAD are answered\n"
      return send(.methodNotAllowed, mediaType: "text/plain; charset=utf-8", body: Array(text.utf8), to: head, context)
    }
    let path = head.uri.prefix { $0 != "?" && $0 != "#" }
    let request = PageRequest(
      path: String(path), accept: head.headers[canonicalForm: "accept"].joined(separator: ","))
    let respond = respond
    let bound = NIOLoopBound((self, context), eventLoop: context.eventLoop)
    context.eventLoop.makeFutureWithTask { await respond(request) }.whenSuccess { page in
      let (connection, context) = bound.value
      guard context.channel.isActive else { return }
      connection.send(
        HTTPResponseStatus(statusCode: page.status.rawValue), mediaType: page.mediaType, body: page.body, to: head,
        context)
    }
  }

  private func send(
    _ status: HTTPResponseStatus, mediaType: String, body: [UInt8], to request: HTTPRequestHead,
    _ context: ChannelHandlerContext
  ) {
    let stays = request.isKeepAlive
    var headers = HTTPHeaders([
      ("content-type", mediaType), ("content-length", "\(body.count)"), ("x-content-type-options", "nosniff"),
      ("cache-control", "no-store"),
    ])
    if status == .methodNotAllowed { headers.add(name: "allow", value: "GET, HEAD") }
    if !stays { headers.add(name: "connection", value: "close") }
    allow(limits.answerTime, context)
    context.write(
      wrapOutboundOut(.head(HTTPResponseHead(version: request.version, status: status, headers: headers))), promise: nil
    )
    if request.method != .HEAD {
      context.write(wrapOutboundOut(.body(.byteBuffer(ByteBuffer(bytes: body)))), promise: nil)
    }
    let bound = NIOLoopBound((self, context), eventLoop: context.eventLoop)
    context.writeAndFlush(wrapOutboundOut(.end(nil))).whenSuccess {
      let (connection, context) = bound.value
      guard stays else { return context.close(promise: nil) }
      connection.allow(connection.limits.idleTime, context)
    }
  }

  /// Lets the connection live so long, unless something comes of it.
  private func allow(_ time: Duration, _ context: ChannelHandlerContext) {
    timer?.cancel()
    let bound = NIOLoopBound(context, eventLoop: context.eventLoop)
    timer = context.eventLoop.scheduleTask(in: TimeAmount(time)) { bound.value.close(promise: nil) }
  }
}
