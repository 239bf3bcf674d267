/** What makes a CAP message one and the same, however often it comes. */
export interface Identity {
  /** Empty in China's profile, where the identifier alone is unique: it begins with the sender's code. */
  senderKey: string;
  identifier: string;
}

/** Rule ALRT-08: sender and identifier are a message's identity; the time of sending is only a hint. */
export function identityOf(message: { profile: string; sender: string; identifier: string }): Identity {
  return { senderKey: message.profile === 'cn' ? '' : message.sender, identifier: message.identifier };
}

/** The identity that a message's reference means; a reference without a sender means the message's own. */
export function referredIdentity(
  message: { profile: string; sender: string },
  reference: { sender?: string; identifier: string },
): Identity {
  return identityOf({
    profile: message.profile,
    sender: reference.sender ?? message.sender,
    identifier: reference.identifier,
  });
}
