// What the development city's gateway is called in tokens and request objects.
export const audience = 'urn:yihao:gateway';
