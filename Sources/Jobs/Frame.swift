import FoundationEssentials

/// One message between Assay and a worker: a JSON header and raw bytes that go with it. On the wire, little-endian:
///
///     magic "ASYF" · version u8 · kind u8 · parts u16
///     each part: encoding u32 (0 plain, 1 zlib) · stored length u32 · length u32
///     CRC-32 of all of the above
///     the stored bytes of each part: the header first, then the attachments
///     CRC-32 of the stored bytes
///
/// The lengths have a checksum of their own so that a damaged one is found at once, not after gigabytes.
public struct Frame: Sendable {
  /// Which way a frame goes.
  public enum Kind: UInt8, Sendable, CaseIterable {
    /// To a worker.
    case job = 1
    /// From a worker.
    case reply = 2
    /// From the first process of a virtual machine.
    case machine = 3
  }
  /// Which way it goes.
  public var kind: Kind
  /// The header: JSON.
  public var header: [UInt8]
  /// Raw bytes that go with the header.
  public var attachments: [[UInt8]]
  /// Where the frame began in the stream it was read from, in bytes; 0 for one that was made here.
  public var offset: Int

  /// A frame of ready bytes.
  public init(kind: Kind, header: [UInt8], attachments: [[UInt8]] = [], offset: Int = 0) {
    self.kind = kind
    self.header = header
    self.attachments = attachments
    self.offset = offset
  }

  /// A job for a worker.
  public init(_ job: Job, attachments: [[UInt8]] = []) throws(FrameError) {
    self.init(kind: .job, header: try Self.encode(job), attachments: attachments)
  }

  /// A worker's reply.
  public init(_ reply: Reply, attachments: [[UInt8]] = []) throws(FrameError) {
    self.init(kind: .reply, header: try Self.encode(reply), attachments: attachments)
  }

  /// What the first process of a virtual machine says.
  public init(machine reply: MachineReply, attachments: [[UInt8]] = []) throws(FrameError) {
    self.init(kind: .machine, header: try Self.encode(reply), attachments: attachments)
  }

  /// The job in the header.
  public func job() throws(FrameError) -> Job { try decode(Job.self) }

  /// The reply in the header.
  public func reply() throws(FrameError) -> Reply { try decode(Reply.self) }

  /// What a virtual machine's first process says in the header.
  public func machineReply() throws(FrameError) -> MachineReply { try decode(MachineReply.self) }

  private static func encode(_ value: some Encodable) throws(FrameError) -> [UInt8] {
    do {
      return Array(try CanonicalJSON.encode(value))
    } catch {
      throw FrameError(.unencodable("\(error)"))
    }
  }

  private func decode<Value: Decodable>(_ type: Value.Type) throws(FrameError) -> Value {
    do {
      return try CanonicalJSON.decode(type, from: Data(header))
    } catch {
      throw FrameError(.undecodable("\(error)"), at: offset)
    }
  }
}
