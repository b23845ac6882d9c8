//! How a workspace begins and how others come in.

use muster_model::{
    control::{
        Claim,
        op::{Body, DeviceCard, Op},
    },
    ids::{DeviceId, EnvelopeId, InviteId, StreamId, WorkspaceId},
    time::At,
    workspace::Invite,
};
use serde::{Deserialize, Serialize};

use super::{CONTROL_FORMAT, Replica, WriteError, keeping::wrap_for, write::refuse};
use crate::{
    craft::{Craft, System},
    envelope::{self, Draft, Kind, NO_PREV, Verified},
    identity::{Identity, Recovery, Signer},
    keys::{self, ContentKey, KeysPayload, keys_stream_key},
    node::command::Look,
    refusal::{Named, Refusal},
    ticket::{self, Ticket},
};

/// Format of questions and answers at the door; postcard follows.
const FORMAT: u8 = 1;
/// Longest name, in bytes.
const NAME: usize = 200;
/// The name of who asks without one.
const NOBODY: &str = "?";

/// What somebody with a ticket asks.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Ask {
    /// Into which workspace.
    pub workspace: WorkspaceId,
    /// With which invitation.
    pub invite: InviteId,
    /// With which device.
    pub card: DeviceCard,
    /// Under which name.
    pub name: String,
    /// That they hold the ticket and the device.
    pub proof: Vec<u8>,
    /// Whether they only look.
    pub look: bool,
}

impl Ask {
    /// Asks to come in with `ticket` as `name`, with the device of `card`, for which `signer` signs.
    pub fn to_join(ticket: &Ticket, card: DeviceCard, name: &str, signer: &Signer) -> Self {
        let name = name.trim().to_owned();
        let proof = ticket.prove(&card, &name, signer);
        let (workspace, invite) = (ticket.workspace, ticket.invite_id());
        Self { workspace, invite, card, name, proof, look: false }
    }

    /// Asks where `ticket` leads. Nobody can come in by what is signed for this.
    pub fn to_look(ticket: &Ticket, card: DeviceCard, signer: &Signer) -> Self {
        let proof = ticket.prove_look(&card, signer);
        let (workspace, invite) = (ticket.workspace, ticket.invite_id());
        Self { workspace, invite, card, name: NOBODY.to_owned(), proof, look: true }
    }

    /// Asks to come in with the recovery code, which brings nobody new and therefore no name.
    pub fn with_code(
        workspace: WorkspaceId,
        code: &Recovery,
        card: DeviceCard,
        signer: &Signer,
    ) -> Self {
        let proof = ticket::prove_code(workspace, &code.signer(), &card, signer);
        let invite = InviteId::from_bytes(*code.device().as_bytes());
        Self { workspace, invite, card, name: NOBODY.to_owned(), proof, look: false }
    }
}

/// What a member's device answers.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum Answer {
    /// What the ticket leads to.
    Look(Look),
    /// Come in: the first envelope of the workspace.
    Welcome {
        /// Its record.
        genesis: Vec<u8>,
    },
    /// An owner has to decide.
    Waiting {
        /// Words to compare.
        words: String,
        /// The first envelope of the workspace.
        genesis: Vec<u8>,
    },
    /// No, and why.
    Refused(String),
}

macro_rules! door_message {
    ($name:ident) => {
        impl $name {
            /// Returns the bytes that travel.
            pub fn to_bytes(&self) -> Vec<u8> {
                let body = postcard::to_stdvec(self).unwrap_or_default();
                std::iter::once(FORMAT).chain(body).collect()
            }

            /// Reads what travelled; anything else is `None`.
            pub fn parse(bytes: &[u8]) -> Option<Self> {
                match bytes.split_first() {
                    Some((&FORMAT, rest)) => match postcard::take_from_bytes(rest) {
                        Ok((it, [])) => Some(it),
                        Ok(_) | Err(_) => None,
                    },
                    Some(_) | None => None,
                }
            }
        }
    };
}
door_message!(Ask);
door_message!(Answer);

/// The first envelopes of a workspace.
#[derive(Debug)]
pub struct Founding {
    /// Its id.
    pub workspace: WorkspaceId,
    /// What to store first.
    pub envelopes: Vec<Verified>,
    /// Secret words that can restore ownership; shown once, kept nowhere.
    pub recovery: String,
}

impl Founding {
    /// Prepares a workspace called `name`, founded by `me` on the device `device`.
    pub fn prepare(
        identity: &Identity,
        name: &str,
        me: &str,
        device: &str,
        now: At,
    ) -> Result<Self, WriteError> {
        Self::prepare_by((&System, identity), name, me, device, now)
    }

    /// Prepares like [`Self::prepare`], by the hands of `craft`.
    pub fn prepare_by(
        (craft, identity): (&dyn Craft, &Identity),
        name: &str,
        me: &str,
        device: &str,
        now: At,
    ) -> Result<Self, WriteError> {
        let (name, me) = (checked_name(name, Named::Workspace)?, checked_name(me, Named::Member)?);
        let mut rolled = Ok(());
        let recovery = Recovery::generate(&mut |bytes| rolled = craft.roll(bytes));
        rolled?;
        let epoch = dice_key(craft)?;
        let mut nonce = [0; 16];
        craft.roll(&mut nonce)?;
        let card = identity.card(device);
        let wraps = wrap_for(craft, &epoch, [&card]);
        let begin =
            Op::Genesis { workspace: name, member: me, card, recovery: recovery.device(), nonce };
        let begin = Body { parents: Vec::new(), at: now, op: begin };
        let mut pen = Chain { craft, identity, workspace: None, seq: 0, prev: NO_PREV };
        let genesis = pen.next(Kind::Control, &epoch, &control(&begin)?)?;
        let workspace = WorkspaceId::from_bytes(*genesis.id().as_bytes());
        pen.workspace = Some(workspace);
        let wraps = wraps.into_iter().map(|it| (epoch.id(), it)).collect();
        let keys = KeysPayload { wraps, links: Vec::new() };
        let keys = pen.next(Kind::Keys, &keys_stream_key(workspace), &encoded(&keys)?)?;
        let named =
            Body { parents: vec![genesis.id()], at: now, op: Op::Epoch { key: epoch.id() } };
        let named = pen.next(Kind::Control, &epoch, &control(&named)?)?;
        Ok(Self { workspace, envelopes: vec![genesis, keys, named], recovery: recovery.code() })
    }
}

/// A log that only this process writes.
struct Chain<'a> {
    craft: &'a dyn Craft,
    identity: &'a Identity,
    workspace: Option<WorkspaceId>,
    seq: u32,
    prev: EnvelopeId,
}

impl Chain<'_> {
    fn next(
        &mut self,
        kind: Kind,
        key: &ContentKey,
        payload: &[u8],
    ) -> Result<Verified, WriteError> {
        let mut nonce = [0; 24];
        self.craft.roll(&mut nonce)?;
        self.seq = self.seq.saturating_add(1);
        let stream = if kind == Kind::Keys { keys::STREAM } else { StreamId::CONTROL };
        let draft = Draft { seq: self.seq, prev: self.prev, stream, kind, nonce };
        let sealed = envelope::seal(self.identity.signer(), self.workspace, &draft, key, payload);
        let envelope = sealed.map_err(|err| WriteError::Refused(err.to_string().into()))?;
        self.prev = envelope.id();
        Ok(envelope)
    }
}

fn control(body: &Body) -> Result<Vec<u8>, WriteError> {
    let bytes =
        postcard::to_stdvec(body).map_err(|err| WriteError::Refused(err.to_string().into()))?;
    Ok(std::iter::once(CONTROL_FORMAT).chain(bytes).collect())
}

fn encoded(keys: &KeysPayload) -> Result<Vec<u8>, WriteError> {
    keys.encode().map_err(|err| WriteError::Refused(err.to_string().into()))
}

fn dice_key(craft: &dyn Craft) -> Result<ContentKey, WriteError> {
    let mut bytes = [0; 32];
    craft.roll(&mut bytes)?;
    Ok(ContentKey::from_bytes(bytes))
}

fn checked_name(name: &str, what: Named) -> Result<String, WriteError> {
    let name = name.trim();
    if name.is_empty() || name.len() > NAME || name.chars().any(char::is_control) {
        return refuse(Refusal::BadName { what, most: NAME });
    }
    Ok(name.to_owned())
}

impl Replica {
    /// Answers somebody at the door; admits them if their ticket says so.
    pub fn host(&mut self, ask: &Ask, now: At) -> Answer {
        match self.consider(ask, now) {
            Ok(answer) => answer,
            Err(err) => Answer::Refused(err.to_string()),
        }
    }

    fn consider(&mut self, ask: &Ask, now: At) -> Result<Answer, WriteError> {
        // Another process on this data directory may have let them in a moment ago.
        self.refresh()?;
        if ask.workspace != self.workspace {
            return refuse("it is for another workspace");
        }
        checked_name(&ask.name, Named::Member)?;
        let control = self.views.control();
        if control.member_of(&self.identity.device()).is_none() {
            return refuse("the device that was asked is not a member itself yet");
        }
        if control.recovery.is_some_and(|it| it.as_bytes() == ask.invite.as_bytes()) {
            return self.consider_code(ask, now);
        }
        let Some(invite) = control.invites.get(&ask.invite).cloned() else {
            return refuse("the device that was asked does not know this invitation");
        };
        self.check_ticket(ask)?;
        if control.devices.contains_key(&ask.card.device) {
            let genesis = self.genesis()?;
            return Ok(Answer::Welcome { genesis });
        }
        check_usable(&invite, now)?;
        if ask.look {
            return Ok(Answer::Look(self.look(&invite, &ask.card)));
        }
        let genesis = self.genesis()?;
        if self.admits_at_once(&invite) {
            self.together(|it| it.admit(ask, now))?;
            return Ok(Answer::Welcome { genesis });
        }
        if !self.views.control().requests.contains_key(&ask.card.device) {
            let (invite, card, proof) = (ask.invite, ask.card.clone(), ask.proof.clone());
            let name = ask.name.clone();
            self.write_now(Op::Request { invite, card, name, proof }, now)?;
        }
        let words = ticket::words(self.workspace, &ask.card.device);
        Ok(Answer::Waiting { words, genesis })
    }

    /// Refuses who does not hold the ticket, and who did not sign the name they give.
    fn check_ticket(&self, ask: &Ask) -> Result<(), WriteError> {
        let Ask { invite, card, name, proof, look, .. } = ask;
        let holds = if *look {
            ticket::check_look(&*self.craft, self.workspace, invite, card, proof)
        } else {
            let claim = Claim { invite, card, name: Some(name), proof };
            ticket::check_proof(&*self.craft, self.workspace, &claim)
        };
        if !holds {
            return refuse("the proof that you hold the ticket does not hold");
        }
        if !*look && !ticket::covers_name(proof) {
            return refuse(
                "Muster on the device that asks is too old and does not sign its name: update it",
            );
        }
        Ok(())
    }

    /// Lets in who holds the recovery code. Nobody has to decide: the code is an owner's.
    fn consider_code(&mut self, ask: &Ask, now: At) -> Result<Answer, WriteError> {
        let Ask { invite, card, proof, .. } = ask;
        if !ticket::check_proof(
            &*self.craft,
            self.workspace,
            &Claim { invite, card, name: None, proof },
        ) {
            return refuse("the proof that you hold the recovery code does not hold");
        }
        let genesis = self.genesis()?;
        if ask.look || self.views.control().devices.contains_key(&ask.card.device) {
            return Ok(Answer::Welcome { genesis });
        }
        let (card, proof) = (ask.card.clone(), ask.proof.clone());
        self.together(|it| {
            let brought = it.write_op(Op::Recover { card, proof }, now)?;
            Ok(vec![brought, it.hand_keys(&ask.card)?])
        })?;
        Ok(Answer::Welcome { genesis })
    }

    /// Says whether a ticket is enough: it says so, or it is for a further device of this device's own member.
    fn admits_at_once(&self, invite: &Invite) -> bool {
        let me = self.views.control().member_of(&self.identity.device()).map(|it| it.id);
        invite.auto_admit || (invite.member.is_some() && invite.member == me)
    }

    fn look(&self, invite: &Invite, card: &DeviceCard) -> Look {
        let control = self.views.control();
        Look {
            workspace: control.name.clone(),
            inviter: control.members.get(&invite.by).map(|it| it.name.clone()).unwrap_or_default(),
            role: invite.role,
            dimensions: self.views.titles(&invite.dimensions),
            auto_admit: self.admits_at_once(invite),
            words: ticket::words(self.workspace, &card.device),
        }
    }

    fn genesis(&mut self) -> Result<Vec<u8>, WriteError> {
        let id = EnvelopeId::from_bytes(*self.workspace.as_bytes());
        let record = self.store.get(id)?;
        record.ok_or_else(|| {
            WriteError::Refused("the first envelope of the workspace is not here".into())
        })
    }

    /// Admits a device that an owner had to decide on.
    pub(super) fn admit_waiting(
        &mut self,
        device: DeviceId,
        now: At,
    ) -> Result<Vec<EnvelopeId>, WriteError> {
        let Some(request) = self.views.control().requests.get(&device).cloned() else {
            return refuse(Refusal::NotWaiting);
        };
        let ask = Ask {
            workspace: self.workspace,
            invite: request.invite,
            card: request.card,
            name: request.name,
            proof: request.proof,
            look: false,
        };
        self.admit(&ask, now)
    }

    /// Writes the admission, and every key of the control history for the new device.
    fn admit(&mut self, ask: &Ask, now: At) -> Result<Vec<EnvelopeId>, WriteError> {
        let Ask { invite, card, name, proof, .. } = ask.clone();
        let admitted = self.write_op(Op::Admit { invite, card, name, proof }, now)?;
        let keys = self.hand_keys(&ask.card)?;
        Ok(vec![admitted, keys])
    }
}

fn check_usable(invite: &Invite, now: At) -> Result<(), WriteError> {
    if invite.revoked {
        return refuse("the invitation was taken back");
    }
    if now >= invite.expires {
        return refuse(format!("it expired on {}", invite.expires));
    }
    if invite.uses_left == 0 {
        return refuse("it was already used");
    }
    Ok(())
}
