# bundles
