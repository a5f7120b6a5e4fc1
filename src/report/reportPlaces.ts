/** Where the things that a report speaks of can be looked at, apart from their own names. */
export interface ReportPlaces {
  /** Of the Azure portal: "https://portal.azure.com". */
  readonly portal: string;
  readonly storageAccountId: string;
  /** The app's own origin; null where the platform does not tell it. */
  readonly appOrigin: string | null;
}

interface PlaceSettings {
  readonly cloud: { readonly portal: string };
  readonly storageAccountId: string;
  readonly appOrigin: string | null;
}

/** Of the app's configuration. */
export const placesOf = ({ cloud, storageAccountId, appOrigin }: PlaceSettings): ReportPlaces => ({
  portal: cloud.portal,
  storageAccountId,
  appOrigin,
});
