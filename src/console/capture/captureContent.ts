import { Fragment, h, type ComponentChildren, type JSX } from "preact";
import { useMemo } from "preact/hooks";
import { CopyLink } from "./actions/copyLink.ts";
import { EvidenceButton } from "./actions/evidenceButton.ts";
import { StopButton } from "./actions/stopButton.ts";
import { VmActions } from "./actions/vmActions.ts";
import { FactsView } from "./blocks/factsView.ts";
import { SectionView } from "./blocks/sectionView.ts";
import { CaptureHead } from "./captureHead.ts";
import { isUnderWay } from "./isUnderWay.ts";
import { NoticePanel } from "./noticePanel.ts";
import { VmProgress } from "./progress/vmProgress.ts";
import { RawJson } from "./rawJson.ts";
import { receiptFacts } from "./receiptFacts.ts";
import { VmArticle } from "./vmArticle.ts";
import { vmElementId, VmNavigation } from "./vmNavigation.ts";
import { commonSections, isTold, vmParts, type VmPart } from "./vmParts.ts";
import type { CaptureView } from "../../api/captureView.ts";
import type { Screen } from "../state/screen.ts";

interface CaptureContentProps extends Screen {
  readonly view: CaptureView;
  readonly onStopped: () => void;
}

/** A capture that has been loaded. */
export function CaptureContent({ view, api, viewer, onStopped }: CaptureContentProps): JSX.Element {
  const parts = useMemo(() => vmParts(view), [view]);
  const told = parts.filter(isTold);
  const isAlone = parts.length === 1;
  const mayOperate = viewer.rights.includes("operate");
  const actionsOf = (part: VmPart): ComponentChildren =>
    mayOperate ? h(VmActions, { api, id: view.id, part, isOneOfSeveral: !isAlone }) : undefined;
  return h(
    Fragment,
    null,
    view.page?.notices.map((section) => h(NoticePanel, { key: section.heading, section })),
    h(
      CaptureHead,
      { view, timeZone: viewer.timeZone },
      mayOperate && isUnderWay(view) && h(StopButton, { api, id: view.id, name: namesOf(parts), onStopped }),
      isAlone && parts.map(actionsOf),
      !isUnderWay(view) && h(EvidenceButton, { api, id: view.id }),
      h(CopyLink, null),
    ),
    isUnderWay(view) && h(Progress, { parts, since: view.updatedAt }),
    told.length > 1 && h(VmNavigation, { parts: told }),
    told.map((part, index) =>
      h(
        VmArticle,
        {
          key: part.vm.vmId,
          part,
          timeZone: viewer.timeZone,
          elementId: isAlone ? null : vmElementId(index),
        },
        isAlone ? undefined : actionsOf(part),
      ),
    ),
    commonSections(view.page, view.vms).map((section) => h(SectionView, { key: section.heading, section })),
    h(Receipt, { view }),
    h(RawJson, { view }),
  );
}

interface ProgressProps {
  readonly parts: readonly VmPart[];
  /** When the app looked at them last. */
  readonly since: string;
}

const Progress = ({ parts, since }: ProgressProps): JSX.Element =>
  h(
    "div",
    { class: "panel" },
    parts.map(({ vm, name }) =>
      h(VmProgress, { key: vm.vmId, vm, since, name: parts.length === 1 ? null : name }),
    ),
  );

function Receipt({ view }: { readonly view: CaptureView }): JSX.Element | null {
  const facts = receiptFacts(view);
  if (facts.length === 0) return null;
  return h("section", { class: "panel" }, h("h2", null, "The report"), h(FactsView, { facts }));
}

const namesOf = (parts: readonly VmPart[]): string =>
  parts.length === 1 ? parts.map(({ name }) => name).join("") : `${parts.length} VMs`;
