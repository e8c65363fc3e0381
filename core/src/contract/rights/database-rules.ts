import { rights, type Act, type Grant, type Kind, type Standing } from './table.js';

/** A node of the rules of a Realtime Database: rules by name, and the nodes below it. */
export interface Rules {
  readonly [name: string]: Rules | boolean | string | readonly string[];
}

/**
 * The rules of the database, made from the table of rights. Closed by default. Functions use the Admin SDK's rights and pass by
 * them; what they open is for browsers.
 * Source: https://firebase.google.com/docs/reference/security/database
 */
export function databaseRules(): Rules {
  const ofDataset = {
    dataset: may('read', 'dataset', '$dataset'),
    rows: may('read', 'rows', '$dataset'),
    profile: may('read', 'profile', '$dataset'),
  };
  return {
    rules: {
      '.read': false,
      '.write': false,
      lists: {
        public: { '.read': asPublic('read', 'listEntry') },
        users: { $uid: { '.read': 'auth !== null && auth.uid === $uid' } },
      },
      datasets: { '.indexOn': ['owner'], $dataset: { '.read': ofDataset.dataset } },
      columns: { $dataset: { '.read': ofDataset.dataset } },
      // Counters only: an open page hears from them that somebody wrote rows.
      changes: { $dataset: { '.read': ofDataset.rows } },
      rows: { $dataset: { $version: { '.read': currentRows, $block: { $row: rowRules } } } },
      // What happened while a data set was private is for its members, also once it is public.
      // safeguard: history-of-private-times-stays-closed, without: history: { $dataset: { '.read': may('read', 'history', '$dataset') } }
      history: { $dataset: { '.read': asMember('read', 'history', '$dataset') } },
      publicHistory: { $dataset: { '.read': may('read', 'history', '$dataset') } },
      totals: { profiles: { $dataset: { '.read': ofDataset.profile } } },
      members: {
        $dataset: {
          '.read': asMember('read', 'member', '$dataset'),
          $uid: { '.read': 'auth !== null && auth.uid === $uid' },
        },
      },
      uploads: { '.indexOn': ['dataset', 'owner'] },
      modelKeys: { $id: { $dataset: { '.read': may('see', 'model', '$dataset') } } },
      models: {
        '.indexOn': ['dataset', 'owner'],
        $model: { '.read': may('read', 'model', "data.child('dataset').val()") },
      },
      progress: { $model: { '.read': unlessPrivate('progress', 'data') } },
      versions: { $model: { $version: { '.read': `${isOfDataset} && (${unlessPrivate('version', 'data')})` } } },
      // safeguard: titles-need-the-right-to-their-data-set, without: titles: { $model: { $version: { '.read': besideVersion } } }
      titles: { $model: { $version: { '.read': `(${besideVersion}) && (${mayReadTitles})` } } },
      leftOut: { $model: { $version: { '.read': besideVersion } } },
      settings: { defaultModel: { '.read': asPublic('read', 'defaultModel') } },
    },
  };
}

const datasetOfModel = "root.child('models').child($model).child('dataset').val()";

/** A model's data set never changes. Versions of another one, from when it could, are closed to everybody. */
const isOfDataset = `(!data.exists() || data.child('provenance').child('dataset').val() === ${datasetOfModel})`;

/** What stands beside a version is as open as the version. */
const besideVersion = unlessPrivate('version', "root.child('versions').child($model).child($version)");

/** Titles come from another data set perhaps: a public model's from a public one, which whoever reads them must be able to read. */
const mayReadTitles =
  `data.exists() && (${isPublic("data.child('dataset').val()")} || !(${isPublic(datasetOfModel)})) && ` +
  `(${unlessPrivate('rows', 'data', "data.child('dataset').val()")})`;

const rowsPerBlock = "('' + root.child('datasets').child($dataset).child('rowsPerBlock').val())";

const isCurrent = "('' + root.child('datasets').child($dataset).child('rowsVersion').val()) === $version";

/** Visitors read the rows that are shown: others may be on their way in, or left from before the data set was public. */
const currentRows = `(${isCurrent} && (${may('read', 'rows', '$dataset')})) || (${asMember('read', 'rows', '$dataset')})`;

/**
 * Editors may write rows of the version that is shown, past the API as well; the trigger sees to the rest. Only where they are
 * counted: in a slot of their block (digits compared as texts), and in a block that is there or near the beginning.
 */
const rowRules: Rules = {
  '.write': `(${asMember('change', 'rows', '$dataset')}) && ${isCurrent}`,
  '.validate':
    'newData.hasChildren() && $block.matches(/^(0|[1-9][0-9]{0,8})$/) && $row.matches(/^(0|[1-9][0-9]{0,3})$/) && ' +
    '($block.length <= 3 || data.parent().exists()) && ' +
    `($row.length < ${rowsPerBlock}.length || ($row.length === ${rowsPerBlock}.length && $row < ${rowsPerBlock}))`,
  $cell: {
    '.validate':
      '$cell.matches(/^(0|[1-9][0-9]{0,3})$/) && ' +
      '(newData.isNumber() || (newData.isString() && newData.val().length <= 10000))',
  },
};

/** Whether whoever asks may do something with a thing of a data set. */
function may(act: Act, kind: Kind, dataset: string): string {
  const grant: Grant = rights[kind][act];
  if (grant.public === grant.private) return hasStanding(grant.private, dataset);
  const outsiders =
    grant.public === 'signed out'
      ? isPublic(dataset)
      : `(${isPublic(dataset)} && ${hasStanding(grant.public, dataset)})`;
  return `${outsiders} || (${hasStanding(grant.private, dataset)})`;
}

/** The right that needs a role, or else an account of its own, even if the data set is public. */
function asMember(act: Act, kind: Kind, dataset: string): string {
  return hasStanding(rights[kind][act].private, dataset);
}

/** The right to what belongs to no data set, or to public ones only. */
function asPublic(act: Act, kind: Kind): boolean | string {
  return rights[kind][act].public === 'signed out';
}

/** The right to what a worker made of a data set; what it made while that was private stays with its members. */
function unlessPrivate(kind: Kind, node: string, dataset: string = datasetOfModel): string {
  const outsiders = `${isPublic(dataset)} && ${node}.child('private').val() !== true`;
  // safeguard: rules-close-versions-of-private-times, without: return `${isPublic(dataset)} || (${asMember('read', kind, dataset)})`;
  return `(${outsiders}) || (${asMember('read', kind, dataset)})`;
}

function isPublic(dataset: string): string {
  return `root.child('datasets').child(${dataset}).child('visibility').val() === 'public'`;
}

function hasStanding(least: Standing | 'nobody', dataset: string): string {
  const isOwner = `root.child('datasets').child(${dataset}).child('owner').val() === auth.uid`;
  const member = `root.child('members').child(${dataset}).child(auth.uid)`;
  const isThere = `root.child('datasets').child(${dataset}).exists()`;
  switch (least) {
    case 'nobody':
      return 'false';
    case 'signed out':
      return 'true';
    case 'guest':
      return 'auth !== null';
    case 'stranger':
      return "auth !== null && auth.provider !== 'anonymous'";
    case 'reader':
      return `auth !== null && (${isOwner} || (${isThere} && ${member}.exists()))`;
    case 'editor':
      return `auth !== null && (${isOwner} || (${isThere} && ${member}.child('role').val() === 'editor'))`;
    case 'owner':
      return `auth !== null && ${isOwner}`;
  }
}
