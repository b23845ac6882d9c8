//! Nodes that name their parents → a tree.

use std::collections::BTreeMap;

use super::{ImportError, Trouble};
use crate::{framework::Node, ids::NodeId};

/// Deepest tree that a framework may have.
const MAX_DEPTH: usize = 24;

/// A node that has not found its parent yet.
#[derive(Debug)]
pub(super) struct Sprout {
    pub(super) node: Node,
    pub(super) parent: Option<NodeId>,
    pub(super) line: u32,
}

/// Puts each node below its parent; siblings keep their order.
pub(super) fn grow(path: &str, sprouts: Vec<Sprout>) -> Result<Vec<Node>, ImportError> {
    let fail = |line, what: String, hint| {
        Err(ImportError::Unsound(Trouble::of(path, Some(line), what, hint)))
    };
    let mut places = BTreeMap::new();
    for (place, sprout) in sprouts.iter().enumerate() {
        let id = sprout.node.id.clone();
        if let Some((_, line)) = places.insert(id, (place, sprout.line)) {
            let what = format!("“{}” is there twice, first in line {line}", sprout.node.id);
            return fail(sprout.line, what, "give each node its own id");
        }
    }
    let mut tops = Vec::new();
    let mut below: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
    let mut lines = Vec::new();
    for (place, sprout) in sprouts.iter().enumerate() {
        lines.push((sprout.line, sprout.node.id.clone()));
        match &sprout.parent {
            None => tops.push(place),
            Some(parent) => {
                let Some((parent, _)) = places.get(parent) else {
                    let what = format!("“{}” names a parent “{parent}”", sprout.node.id);
                    return fail(sprout.line, what, "no node is called so; correct the name");
                };
                below.entry(*parent).or_default().push(place);
            }
        }
    }
    let mut nodes: Vec<Option<Node>> = sprouts.into_iter().map(|it| Some(it.node)).collect();
    let mut grown = Vec::new();
    for top in tops {
        match take(top, &mut nodes, &below, 1) {
            Ok(node) => grown.extend(node),
            Err(place) => {
                let line = lines.get(place).map_or(0, |it| it.0);
                let what = "the tree is nested too deeply".to_owned();
                return fail(line, what, "24 levels are the limit");
            }
        }
    }
    let left = nodes.iter().position(Option::is_some).and_then(|it| lines.get(it));
    if let Some((line, id)) = left {
        let what = format!("“{id}” is below itself, in a circle");
        return fail(*line, what, "correct the parents of the nodes in it");
    }
    Ok(grown)
}

/// Takes a node with all that is below it; says where it gets too deep.
fn take(
    place: usize,
    nodes: &mut [Option<Node>],
    below: &BTreeMap<usize, Vec<usize>>,
    depth: usize,
) -> Result<Option<Node>, usize> {
    if depth > MAX_DEPTH {
        return Err(place);
    }
    let Some(mut node) = nodes.get_mut(place).and_then(Option::take) else { return Ok(None) };
    for child in below.get(&place).into_iter().flatten() {
        node.children.extend(take(*child, nodes, below, depth + 1)?);
    }
    Ok(Some(node))
}
