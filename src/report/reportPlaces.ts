/** Where a report's links lead. */
export interface ReportPlaces {
  /** The Azure portal: "https://portal.azure.com". */
  readonly portal: string;
  readonly storageAccountId: string;
  /** The app's own origin; null where the platform does not provide it. */
  readonly appOrigin: string | null;
}

interface PlaceSettings {
  readonly cloud: { readonly portal: string };
  readonly storageAccountId: string;
  readonly appOrigin: string | null;
}

/** The places that the app's configuration names. */
export const placesOf = ({ cloud, storageAccountId, appOrigin }: PlaceSettings): ReportPlaces => ({
  portal: cloud.portal,
  storageAccountId,
  appOrigin,
});
