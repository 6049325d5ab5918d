import type { ManifestSchemas } from '../manifest/kinds/manifestSchemas.ts';
import type { CollectorSchemas } from '../otel/collectorSchemas.ts';
import type { SchemaPlace } from './schemaPlace.ts';
import type { Touched } from './spotAt.ts';
import type { Texts } from './describe/texts.ts';
import type { ConfigView } from './view.ts';

export interface DescribeContext {
  texts?: Texts;
  /** Of all releases, to tell since when a field is there. */
  schemas?: CollectorSchemas;
  /** Of the documents around collector configs; without them nothing is said there. */
  manifests?: ManifestSchemas;
}

/** What one looks at: for the parts of the description. */
export interface Look {
  view: ConfigView;
  touched: Touched;
  place: SchemaPlace;
  context: DescribeContext;
}
